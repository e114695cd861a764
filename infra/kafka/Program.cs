using System.Runtime.InteropServices;
using MsaSample.Kafka.CommandLine;

using var stop = new CancellationTokenSource();

void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested; // a second one ends the process at once
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

using var terminal = Terminal.OfProcess(stop.Token);
return await Tool.RunAsync(args, terminal);
