#!/usr/bin/env bash
# Runs once, when the volume is empty: creates one database and one account per service. No account can see another service's data.
set -euo pipefail
make() { # NAME PASSWORD
  mariadb --protocol=socket -uroot -p"$MARIADB_ROOT_PASSWORD" <<SQL
CREATE DATABASE IF NOT EXISTS \`$1\` CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS '$1'@'%' IDENTIFIED BY '$2';
GRANT ALL PRIVILEGES ON \`$1\`.* TO '$1'@'%';
SQL
}
make user_service "$USER_SERVICE_DB_PASSWORD"
make catalog_service "$CATALOG_SERVICE_DB_PASSWORD"
make order_service "$ORDER_SERVICE_DB_PASSWORD"
