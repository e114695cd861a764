package contract;

/**
 * What Apache Kafka's own Java clients see of the broker in the first argument. Prints a line for each check:
 * "ok NAME" or "fail NAME: text". A second argument, a part of a name, leaves out the others.
 */
public final class ClientContract {
    public static void main(String[] arguments) throws Exception {
        Clients.connect(arguments[0]);
        DataChecks.add();
        GroupChecks.add();
        TransactionChecks.add();
        AdminChecks.add();
        Checks.run(arguments.length > 1 ? arguments[1] : "");
        System.exit(0);
    }
}
