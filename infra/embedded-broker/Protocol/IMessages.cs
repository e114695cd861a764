namespace MsaSample.Broker.Protocol;

/// <summary>A request, or a struct inside one: read from its versioned wire form.</summary>
internal interface IReadable<TSelf> where TSelf : IReadable<TSelf>
{
    static abstract TSelf Read(ref KafkaReader reader, short version);
}

/// <summary>A response, or a struct inside one: written in its versioned wire form.</summary>
internal interface IWritable
{
    void Write(KafkaWriter writer, short version);
}

/// <summary>A request body.</summary>
internal interface IRequest
{
    /// <summary>
    /// True when the request keeps parts of the frame as <see cref="Memory{T}"/>. Then the frame is released when the handler has answered,
    /// otherwise as soon as it is parsed.
    /// </summary>
    bool PointsIntoFrame => false;

    /// <summary>
    /// The response with one error for everything that was requested. Null when the client wants no response (acks=0) or the response has
    /// no field for an error: then the connection is closed.
    /// </summary>
    IResponse? Fail(ErrorCode error) => null;
}

/// <inheritdoc />
internal interface IRequest<TSelf> : IRequest, IReadable<TSelf> where TSelf : IRequest<TSelf>;

/// <summary>A response body. If it is <see cref="IDisposable"/>, it is disposed after it was sent.</summary>
internal interface IResponse : IWritable;
