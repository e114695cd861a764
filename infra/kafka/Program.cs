using MsaSample.CommandLine.Lifetime;
using MsaSample.Kafka.Commands;

using var signals = new StopSignals(TimeProvider.System);
using var terminal = Terminal.OfProcess(signals.Stop);
return await Tool.RunAsync(args, terminal);
