namespace MsaSample.Broker.Protocol;

/// <summary>Something with a versioned wire form that can be read: a request, or a struct inside one.</summary>
internal interface IReadable<TSelf> where TSelf : IReadable<TSelf>
{
    static abstract TSelf Read(ref KafkaReader reader, short version);
}

/// <summary>Something with a versioned wire form that can be written: a response, or a struct inside one.</summary>
internal interface IWritable
{
    void Write(KafkaWriter writer, short version);
}

/// <summary>A request body.</summary>
internal interface IRequest
{
    /// <summary>True when it keeps parts of the frame as <see cref="Memory{T}"/>: then the frame lives until the handler has answered, else only until it was parsed.</summary>
    bool PointsIntoFrame => false;

    /// <summary>
    /// The response that answers all that was asked for with one error. Null when the client wants none (acks=0), or when the API's
    /// response has no place for an error: then the connection is closed.
    /// </summary>
    IResponse? Fail(ErrorCode error) => null;
}

/// <inheritdoc />
internal interface IRequest<TSelf> : IRequest, IReadable<TSelf> where TSelf : IRequest<TSelf>;

/// <summary>A response body. It is disposed after it was sent when it is <see cref="IDisposable"/>.</summary>
internal interface IResponse : IWritable;
