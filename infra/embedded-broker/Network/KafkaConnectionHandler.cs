using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Network;

/// <summary>
/// Serves one client connection: reads a request, answers it, then reads the next, so that responses keep the order of the requests
/// however many the client has sent ahead. An error on a connection ends that connection only.
/// </summary>
internal sealed class KafkaConnectionHandler(
    Dispatcher dispatcher, SaslAuthenticator authenticator, BrokerLimits limits, RequestMemory memory, ConnectionWatch watch,
    ILogger<KafkaConnectionHandler> logger)
{
    /// <summary>Serves until the client closes, misbehaves, or <paramref name="stopping"/> is cancelled.</summary>
    public async Task ServeAsync(ConnectionContext connection, CancellationToken stopping)
    {
        var client = Client.HostOf(connection.RemoteEndPoint);
        using var phase = watch.Add(connection, stopping);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed, stopping);
        try
        {
            await ServeRequestsAsync(connection, client, phase, gone.Token);
        }
        catch (KafkaProtocolException e)
        {
            logger.ConnectionRefused(client, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionResetException or ConnectionAbortedException
            or SocketException or RequestFailedException)
        {
            logger.ConnectionEnded(client, e.Message);
        }
        catch (Exception e)
        {
            logger.ConnectionFailed(e, client);
        }
        finally
        {
            watch.Remove(connection);
        }
    }

    // Requests are read to the end of the stream even when the client has closed the connection already: what it sent without
    // waiting for a response (acks=0) still counts. Only waits inside a handler end when the client has gone.
    private async Task ServeRequestsAsync(ConnectionContext connection, string client, ConnectionPhase phase, CancellationToken gone)
    {
        var frames = new FrameReader(connection.Transport.Input, limits, memory, phase);
        var sender = new ResponseSender(connection.Transport.Output, phase);
        var sasl = authenticator.Open(client);
        while (await frames.ReadAsync(stranger: sasl is { User: null }, phase.Ended) is { } frame)
        {
            phase.Enter(ConnectionPhases.Handling);
            if (sasl is { ExpectsBareToken: true })
            {
                if (!await AnswerBareTokenAsync(sasl, frame, sender, gone))
                    return;
                continue;
            }

            using var reply = await DispatchAsync(frame, client, sasl, gone);
            if (reply.Response is NoResponse)
                continue;

            await sender.SendAsync(reply, gone);
            if (sasl is { HasFailed: true })
                return;
        }
    }

    // A request's memory is released once it is parsed or, if it has records, before its response is sent: a client that waits, or
    // that reads slowly, holds none.
    private async Task<Reply> DispatchAsync(Frame frame, string client, SaslSession? sasl, CancellationToken gone)
    {
        using (frame)
            return await dispatcher.DispatchAsync(frame.Body, frame, client, sasl, gone);
    }

    private static async Task<bool> AnswerBareTokenAsync(SaslSession sasl, Frame frame, ResponseSender sender, CancellationToken gone)
    {
        using (frame)
        {
            if (await sasl.TakeBareTokenAsync(frame.Body, gone) is not { } answer)
                return false;

            await sender.SendAsync(answer, gone);
            return true;
        }
    }
}
