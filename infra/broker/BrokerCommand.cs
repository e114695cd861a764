using System.Net;
using MsaSample.Broker.Storage;
using MsaSample.CommandLine.Options;

namespace MsaSample.Broker;

/// <summary>The options of the program, with their help texts.</summary>
internal static class BrokerCommand
{
    public static Command Description { get; } = new(
        "broker", "Runs the embedded Kafka broker: one durable node that Kafka clients and tools talk to",
        "dotnet run --project infra/broker --",
        [
            new("--port", "N", "the port on 127.0.0.1 and ::1; 0 = any free port") { Default = "9092", Check = Checks.Port },
            new("--data", "DIR", "the data directory; the logs are in DIR/broker") { Default = "./data" },
            new("--storage", "WHERE", "disk, or memory: nothing outlives the broker, and --data is not used")
            {
                Default = "disk", Check = Checks.OneOf<StorageKind>,
            },
            new("--fsync", "WHEN", "when to flush records: never (the system decides), interval, or always (before each acknowledgement)")
            {
                Default = "never", Check = Checks.OneOf<FsyncPolicy>,
            },
            new("--fsync-interval", "MS", "milliseconds between two flushes under --fsync interval")
            {
                Default = "1000", Check = Milliseconds,
            },
            new("--listen", "IP", "the address to listen on; 127.0.0.1 includes ::1") { Default = "127.0.0.1", Check = CheckAddress },
            new("--advertised-host", "NAME", "the host that clients are told to connect to") { Default = "127.0.0.1" },
            new("--tls-certificate", "FILE", "TLS with this certificate (chain), in PEM form"),
            new("--tls-key", "FILE", "the private key of the certificate, in PEM form"),
            new("--tls-client-ca", "FILE", "clients must show a certificate that this authority has signed"),
            new("--sasl-users", "FILE", "clients must authenticate; the file has name:password on each line"),
            new("--sasl-user", "PAIR", "one user as name:password; a command line is visible to others, MSA_Sasl__User is not"),
            new("--sasl-mechanisms", "LIST", "some of PLAIN,SCRAM-SHA-256,SCRAM-SHA-512") { Default = "all" },
            new("--sasl-reauth", "MS", "milliseconds after which clients must authenticate again")
            {
                Default = "never", Check = Milliseconds,
            },
            new("--launcher-parent", "stdin", "the launcher holds standard input") { IsHidden = true },
        ])
    {
        HasSettings = true,
    };

    private static Func<string, string?> Milliseconds => Checks.Number(lowest: 1, highest: int.MaxValue);

    private static string? CheckAddress(string value) => IPAddress.TryParse(value, out _) ? null : "it must be an IP address";
}
