using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace MsaSample.Data.Sqlite;

/// <summary>
/// The queue of this process's writers to one SQLite file. SQLite lets one writer in at a time and makes the others poll with sleeps. A
/// queue is fair and adds no delay. It only orders the writers: that two of them do not write at once is SQLite's own doing.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A gate lives as long as the process; its semaphore never makes a wait handle.")]
internal sealed class SqliteWriteGate
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, SqliteWriteGate> Gates = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile SqliteTurn? _holder;
    private volatile string? _refusal;

    private SqliteWriteGate()
    {
    }

    /// <summary>Why the file cannot be written, as far as the last attempt showed; null when it can.</summary>
    public string? Refusal => _refusal;

    public static SqliteWriteGate For(string file) => Gates.GetOrAdd(file, _ => new SqliteWriteGate());

    /// <exception cref="SqliteException">Others wrote for so long that the caller is better told than kept waiting.</exception>
    public async Task<SqliteTurn> EnterAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var turn = _turn.WaitAsync(patience.Token);
        if (!turn.IsCompletedSuccessfully)
        {
            patience.CancelAfter(LongestWait);
            try
            {
                await CheckHolderUntilAsync(turn);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw TooLong();
            }
        }

        return _holder = new SqliteTurn(_turn);
    }

    public SqliteTurn Enter()
    {
        for (var waited = TimeSpan.Zero; !_turn.Wait(CheckInterval); waited += CheckInterval)
        {
            _holder?.EndIfOver();
            if (waited >= LongestWait)
                throw TooLong();
        }

        return _holder = new SqliteTurn(_turn);
    }

    /// <summary>Remembers a failure that says that the file cannot be written. Returns false, for use as an exception filter.</summary>
    public bool Note(Exception exception)
    {
        if (exception.GetBaseException() is SqliteException { SqliteErrorCode: Full or InputOutput or ReadOnly } refusal)
            _refusal = refusal.Message;
        return false;
    }

    /// <summary>Something was written and committed.</summary>
    public void NoteWrite() => _refusal = null;

    // A turn that nobody ended, because a transaction was closed behind EF's back, must not keep the others out.
    private async Task CheckHolderUntilAsync(Task turn)
    {
        while (!turn.IsCompleted)
        {
            try
            {
                await turn.WaitAsync(CheckInterval, TimeProvider.System, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                _holder?.EndIfOver();
            }
        }

        await turn;
    }

    private static SqliteException TooLong() =>
        new($"Other writers kept the database for {LongestWait.TotalSeconds:0} s.", Busy);
}
