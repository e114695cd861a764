using MsaSample.Broker.Handlers.Transactions;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Tests.Transactions;

public sealed class TransactionCoordinatorTests : IAsyncDisposable
{
    private readonly TransactionTesting _txn = new();

    [Fact]
    public void End_Again_AnswersAsBefore()
    {
        var producer = _txn.Begin();

        Assert.Equal(ErrorCode.None, _txn.End(producer));
        Assert.Equal(ErrorCode.None, _txn.End(producer));
        Assert.Equal(ErrorCode.InvalidTxnState, _txn.End(producer, commit: false));
        Assert.Equal(("CompleteCommit", 2L, 2L), (_txn.State, _txn.Log.LastStableOffset, _txn.Log.EndOffset));
    }

    [Fact]
    public void End_NothingBegun_IsRefused()
    {
        var producer = _txn.Init();

        Assert.Equal(ErrorCode.InvalidTxnState, _txn.End(producer));
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, _txn.Coordinator.End("stranger", 1, 0, commit: true));
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, _txn.End(producer with { ProducerId = 99 }));
    }

    [Fact]
    public void Init_SecondProducer_FencesTheFirstAndAbortsItsTransaction()
    {
        var first = _txn.Begin();

        var second = _txn.Init();

        Assert.Equal((first.ProducerId, 2), (second.ProducerId, second.ProducerEpoch)); // epoch 1 was used to fence the first producer
        Assert.Equal(ErrorCode.ProducerFenced, _txn.Add(first));
        Assert.Equal(ErrorCode.ProducerFenced, _txn.End(first));
        Assert.Equal(ErrorCode.InvalidProducerEpoch, _txn.Write(first));
        Assert.Equal("Empty", _txn.State);
        Assert.Single(_txn.Log.AbortedTransactions(0, _txn.Log.EndOffset));
    }

    [Fact]
    public void Init_EpochExhausted_GivesANewProducerId()
    {
        var producer = _txn.Init();
        while (producer.ProducerEpoch < short.MaxValue - 1)
            producer = _txn.Init();

        var next = _txn.Init(producer.ProducerId, producer.ProducerEpoch);
        var again = _txn.Init(producer.ProducerId, producer.ProducerEpoch);

        Assert.NotEqual(producer.ProducerId, next.ProducerId);
        Assert.Equal(0, next.ProducerEpoch);
        Assert.Equal(next, again);
    }

    [Fact]
    public void Init_ByTheCurrentProducer_RaisesTheEpochOnce()
    {
        var producer = _txn.Init();

        var recovered = _txn.Init(producer.ProducerId, producer.ProducerEpoch);
        var again = _txn.Init(producer.ProducerId, producer.ProducerEpoch); // the response was lost

        Assert.Equal((producer.ProducerId, 1), (recovered.ProducerId, recovered.ProducerEpoch));
        Assert.Equal(recovered, again);
        _txn.Init();
        Assert.Equal(ErrorCode.ProducerFenced, _txn.Init(recovered.ProducerId, recovered.ProducerEpoch).Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(900_001)]
    public void Init_TimeoutOutOfBounds_IsRefused(int timeoutMs) =>
        Assert.Equal(ErrorCode.InvalidTransactionTimeout, _txn.Init(timeoutMs: timeoutMs).Error);

    [Fact]
    public void Init_OddIdentity_IsRefused()
    {
        Assert.Equal(ErrorCode.InvalidRequest, _txn.Init(producerId: 5).Error);
        Assert.Equal(ErrorCode.InvalidRequest, _txn.Coordinator.InitProducerId(new InitProducerIdRequest("", 1000, -1, -1)).Error);
    }

    [Fact]
    public void Add_UnknownPartitionNamedTwice_RefusesAll()
    {
        var producer = _txn.Init();
        var request = new AddPartitionsToTxnRequest(
            TransactionTesting.Id, producer.ProducerId, producer.ProducerEpoch, [new TransactionTopic("orders", [0, 9, 9])]);

        var response = new AddPartitionsToTxnHandler(_txn.Coordinator, _txn.Catalog).Handle(
            request, new RequestContext(3, "client", "/127.0.0.1"));

        Assert.Equal(
            [ErrorCode.OperationNotAttempted, ErrorCode.UnknownTopicOrPartition, ErrorCode.UnknownTopicOrPartition],
            response.Topics.Single().Partitions.Select(static partition => partition.Error));
        Assert.Equal("Empty", _txn.State);
    }

    [Fact]
    public void Write_PartitionNotAdded_IsRefused()
    {
        var producer = _txn.Init();
        Assert.Equal(ErrorCode.InvalidTxnState, _txn.Write(producer));

        _txn.Add(producer);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, _txn.Write(producer with { ProducerEpoch = 1 }));
    }

    [Fact]
    public void Timeout_OpenTransaction_IsAbortedAndItsProducerFenced()
    {
        var producer = _txn.Begin(timeoutMs: 5000);

        _txn.Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal("Ongoing", _txn.State);
        _txn.Clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal("CompleteAbort", _txn.State);
        Assert.Equal(_txn.Log.EndOffset, _txn.Log.LastStableOffset);
        Assert.Equal(ErrorCode.ProducerFenced, _txn.End(producer));
    }

    [Fact]
    public async Task Timeout_AfterARestart_CountsFromTheBeginning()
    {
        _txn.Begin(timeoutMs: 5000);
        _txn.Clock.Advance(TimeSpan.FromSeconds(3));

        await _txn.RestartAsync();
        Assert.Equal("Ongoing", _txn.State);
        _txn.Clock.Advance(TimeSpan.FromSeconds(2.1));

        Assert.Equal("CompleteAbort", _txn.State);
    }

    [Theory]
    [InlineData(nameof(TransactionState.PrepareCommit), "CompleteCommit", 0)]
    [InlineData(nameof(TransactionState.PrepareAbort), "CompleteAbort", 1)]
    public async Task Start_DecidedButNotCompleted_IsCompletedBeforeRequests(string decision, string state, int aborted)
    {
        var producer = _txn.Begin();
        _txn.Decide(producer, Enum.Parse<TransactionState>(decision));

        await _txn.RestartAsync();

        Assert.Equal((state, 2L, 2L), (_txn.State, _txn.Log.LastStableOffset, _txn.Log.EndOffset));
        Assert.Equal(aborted, _txn.Log.AbortedTransactions(0, 2).Count);
        await _txn.RestartAsync();
        Assert.Equal(2, _txn.Log.EndOffset); // not completed a second time
    }

    [Fact]
    public async Task Restart_BetweenRecordAndEnd_ProducerGoesOn()
    {
        var producer = _txn.Begin();

        await _txn.RestartAsync();

        Assert.Equal((0L, 1L), (_txn.Log.LastStableOffset, _txn.Log.EndOffset));
        Assert.Equal(ErrorCode.None, _txn.Write(producer));
        Assert.Equal(ErrorCode.None, _txn.End(producer));
        Assert.Equal(3, _txn.Log.LastStableOffset);
    }

    [Fact]
    public void End_TopicDeletedMeanwhile_Completes()
    {
        var producer = _txn.Begin();
        _txn.Catalog.Delete(_txn.Catalog.Find("orders")!);

        Assert.Equal(ErrorCode.None, _txn.End(producer));
        Assert.Equal("CompleteCommit", _txn.State);
    }

    [Fact]
    public void End_PartOfItEndedByATool_EndsTheRest()
    {
        var producer = _txn.Begin();
        var byTool = new TransactionMarker(IsCommit: false, CoordinatorEpoch: 5).ToBatch(producer.ProducerId, producer.ProducerEpoch, 0);
        Assert.Equal(ErrorCode.None, _txn.Log.Append(byTool, AppendOrigin.Broker).Error);
        Assert.Equal(ErrorCode.None, _txn.Write(producer));

        Assert.Equal(ErrorCode.None, _txn.End(producer));

        Assert.Equal(("CompleteCommit", 4L, 4L), (_txn.State, _txn.Log.LastStableOffset, _txn.Log.EndOffset));
    }

    [Fact]
    public void Request_CoordinatorStops_IsNotAvailable()
    {
        var producer = _txn.Begin();
        _txn.Coordinator.Dispose();

        Assert.Equal(
            (ErrorCode.CoordinatorNotAvailable, ErrorCode.CoordinatorNotAvailable, ErrorCode.CoordinatorNotAvailable),
            (_txn.Init().Error, _txn.Add(producer), _txn.End(producer)));
    }

    [Fact]
    public async Task Expire_IdNotUsedForAWeek_IsForgotten()
    {
        _txn.Init();
        _txn.Clock.Advance(TimeSpan.FromDays(6.9));
        Assert.Equal("Empty", _txn.State);
        _txn.Clock.Advance(TimeSpan.FromDays(0.2));

        Assert.Equal(ErrorCode.TransactionalIdNotFound, _txn.Coordinator.Describe(TransactionTesting.Id).Error);
        await _txn.RestartAsync();
        Assert.Equal(ErrorCode.TransactionalIdNotFound, _txn.Coordinator.Describe(TransactionTesting.Id).Error);
    }

    [Fact]
    public void List_Filters_LetPassWhatTheyName()
    {
        var producer = _txn.Begin();
        _txn.Clock.Advance(TimeSpan.FromSeconds(10));

        int Count(string[] states, long[] producers, long minDuration) =>
            _txn.Coordinator.List(new ListTransactionsRequest(states, producers, minDuration)).Count;

        Assert.Equal((1, 1, 1), (Count([], [], -1), Count(["Ongoing"], [producer.ProducerId], 9_999), Count(["Empty", "Ongoing"], [], -1)));
        Assert.Equal((0, 0, 0), (Count(["Empty"], [], -1), Count([], [producer.ProducerId + 1], -1), Count([], [], 10_000)));
    }

    public ValueTask DisposeAsync() => _txn.DisposeAsync();
}
