using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Network;

/// <summary>
/// One client connection: reads a request, answers it, then reads the next, so answers leave in the order of the requests however
/// many the client has sent ahead. Whatever is wrong with a connection ends that connection only.
/// </summary>
internal sealed class KafkaConnectionHandler(Dispatcher dispatcher, SaslAuthenticator authenticator, ILogger<KafkaConnectionHandler> logger)
{
    /// <summary>Serves until the client closes, misbehaves, or <paramref name="stopping"/> is cancelled.</summary>
    public async Task ServeAsync(ConnectionContext connection, CancellationToken stopping)
    {
        var client = HostOf(connection.RemoteEndPoint);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed, stopping);
        try
        {
            await ServeRequestsAsync(connection, client, gone.Token, stopping);
        }
        catch (KafkaProtocolException e)
        {
            logger.ConnectionRefused(client, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionResetException or ConnectionAbortedException or SocketException
            or RequestFailedException)
        {
            logger.ConnectionEnded(client, e.Message);
        }
        catch (Exception e)
        {
            logger.ConnectionFailed(e, client);
        }
    }

    // Requests are read until the client's end of stream even when it has closed already: what it sent without
    // waiting for an answer (acks=0) still counts. Only waits inside a handler end when the client has gone.
    private async Task ServeRequestsAsync(ConnectionContext connection, string client, CancellationToken gone, CancellationToken stopping)
    {
        var frames = new FrameReader(connection.Transport.Input);
        var writer = new KafkaWriter();
        var sasl = authenticator.Open(client);
        while (await NextAsync(frames, sasl, stopping) is { } frame)
        {
            using (frame)
            {
                if (sasl is { ExpectsBareToken: true })
                {
                    if (!await AnswerBareTokenAsync(sasl, frame, writer, connection.Transport.Output, gone))
                        return;
                    continue;
                }

                using var reply = await dispatcher.DispatchAsync(frame.Body, client, sasl, gone);
                if (reply.Response is null)
                    continue;

                reply.WriteTo(writer);
                await ResponseSender.SendAsync(connection.Transport.Output, writer, gone);
                if (sasl is { HasFailed: true })
                    return;
            }
        }
    }

    // A stranger may not make the broker hold a large request.
    private static ValueTask<Frame?> NextAsync(FrameReader frames, SaslSession? sasl, CancellationToken stopping)
    {
        frames.Limit = sasl is { User: null } ? SaslSession.MaxTokenBytes : FrameReader.MaxFrameBytes;
        return frames.ReadAsync(stopping);
    }

    private static async Task<bool> AnswerBareTokenAsync(
        SaslSession sasl, Frame frame, KafkaWriter writer, PipeWriter output, CancellationToken gone)
    {
        if (await sasl.TakeBareTokenAsync(frame.Body, gone) is not { } answer)
            return false;

        writer.Reset(flexible: false);
        writer.WriteRaw(answer);
        await ResponseSender.SendAsync(output, writer, gone);
        return true;
    }

    private static string HostOf(EndPoint? endPoint) => endPoint is IPEndPoint ip ? $"/{ip.Address}" : "/unknown";
}
