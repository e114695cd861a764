using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Topics;

/// <summary>The topics of the broker. Look-ups take no lock; changes are serialized, and durable when a method returns.</summary>
/// <remarks>Under the lock logs are opened and deleted, which takes their locks. <see cref="Deleted"/> is raised without it.</remarks>
internal sealed class TopicCatalog
{
    private readonly ConcurrentDictionary<string, Topic> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, Topic> _byId = new();
    private readonly Lock _changing = new();
    private readonly TopicLogs _logs;
    private readonly TopicDefaults _defaults;
    private readonly TopicFile _file;
    private readonly ILogger _logger;
    private long _version;

    /// <summary>Opens the topics of the directory and recovers their logs.</summary>
    public TopicCatalog(LogDirectory directory, TopicDefaults defaults, ILogger<TopicCatalog> logger)
    {
        (_defaults, _logger, _logs) = (defaults, logger, new TopicLogs(directory, logger));
        _file = new TopicFile(directory.Path);
        var saved = _file.Load() ?? [];
        StrayLogs.SetAside(directory.Path, saved, logger);
        foreach (var topic in saved)
            Add(new Topic(topic.Name, topic.Id, _logs.Open(topic.Name, topic.Id, 0, topic.Partitions, topic.Configs), topic.Configs));
    }

    /// <summary>Raised after a topic was deleted, so that others can delete what they keep for it.</summary>
    public event Action<Topic>? Deleted;

    public ICollection<Topic> Topics => _byName.Values;

    /// <summary>Grows whenever a topic or partition is added or removed, so that others know when to look again.</summary>
    public long Version => Interlocked.Read(ref _version);

    public Topic? Find(string name) => _byName.GetValueOrDefault(name);

    public Topic? Find(Guid id) => _byId.GetValueOrDefault(id);

    public Partition? FindPartition(string topic, int index) => Find(topic)?.FindPartition(index);

    /// <summary>Creates a topic.</summary>
    /// <param name="name">Checked by Kafka's rules.</param>
    /// <param name="partitions">Number of partitions; -1 for the broker's default.</param>
    /// <param name="configs">The topic's settings.</param>
    /// <param name="validateOnly">Checks the request and creates nothing.</param>
    public TopicResult Create(string name, int partitions, TopicConfigs configs, bool validateOnly = false)
    {
        lock (_changing)
        {
            var count = partitions == -1 ? _defaults.Partitions : partitions;
            return TopicRules.RefuseNew(name, count, _byName.Keys) ?? (validateOnly ? TopicResult.Done(null) : Store(name, count, configs));
        }
    }

    /// <summary>Finds a topic, or creates it with the broker's defaults where client and broker both allow that.</summary>
    public TopicResult FindOrCreate(string name, bool mayCreate)
    {
        if (Find(name) is { } topic)
            return TopicResult.Done(topic);
        if (TopicNames.Check(name) is { } problem)
            return TopicResult.Refused(ErrorCode.InvalidTopic, problem);
        if (!mayCreate || !_defaults.AutoCreate || Topic.IsInternalName(name))
            return TopicResult.Refused(ErrorCode.UnknownTopicOrPartition, "This server does not host this topic-partition.");

        var result = Create(name, partitions: -1, TopicConfigs.None);
        return result.Error == ErrorCode.TopicAlreadyExists && Find(name) is { } other ? TopicResult.Done(other) : result;
    }

    /// <summary>Raises the number of partitions to <paramref name="count"/>.</summary>
    public TopicResult AddPartitions(Topic topic, int count, bool validateOnly)
    {
        lock (_changing)
        {
            var current = topic.Partitions.Count;
            if (TopicRules.RefuseIncrease(topic, count) is { } refused)
                return refused;
            if (validateOnly)
                return TopicResult.Done(topic);

            try
            {
                Partition[] partitions = [.. topic.Partitions, .. _logs.Open(topic.Name, topic.Id, current, count, topic.Configs)];
                // Before producers see the new partitions: a restart renames the directories of unsaved ones.
                SaveAs(topic, new Topic(topic.Name, topic.Id, partitions, topic.Configs));
                topic.Partitions = partitions;
                Interlocked.Increment(ref _version);
                return TopicResult.Done(topic);
            }
            catch (IOException e)
            {
                _logs.Delete(topic.Name, current, count);
                return TopicResult.Refused(ErrorCode.KafkaStorageError, e.Message);
            }
        }
    }

    /// <summary>Changes a topic's settings; they apply from the next record on.</summary>
    public TopicResult Reconfigure(Topic topic, TopicConfigs configs)
    {
        lock (_changing)
        {
            try
            {
                SaveAs(topic, new Topic(topic.Name, topic.Id, topic.Partitions, configs));
            }
            catch (IOException e)
            {
                return TopicResult.Refused(ErrorCode.KafkaStorageError, e.Message);
            }

            topic.Configs = configs;
            foreach (var partition in topic.Partitions)
                partition.Log.Reconfigure(configs.ToLogConfig());
        }

        return TopicResult.Done(topic);
    }

    /// <summary>Deletes a topic and its records, and wakes the fetches that wait for them.</summary>
    public TopicResult Delete(Topic topic)
    {
        lock (_changing)
        {
            if (Find(topic.Name) != topic)
                return TopicResult.Refused(ErrorCode.UnknownTopicOrPartition, "This server does not host this topic-partition.");

            try
            {
                // First, so that a restart does not bring the topic back.
                _file.Save(_byName.Values.Where(other => other != topic));
            }
            catch (IOException e)
            {
                return TopicResult.Refused(ErrorCode.KafkaStorageError, e.Message);
            }

            _byName.TryRemove(topic.Name, out _);
            _byId.TryRemove(topic.Id, out _);
            Interlocked.Increment(ref _version);
            _logs.Delete(topic.Name, 0, topic.Partitions.Count);
        }

        _logger.TopicDeleted(topic.Name);
        Deleted?.Invoke(topic);
        return TopicResult.Done(topic);
    }

    private TopicResult Store(string name, int count, TopicConfigs configs)
    {
        // A topic exists once the file names it. Logs that a crash leaves before that are renamed at the next start.
        var id = Guid.NewGuid();
        try
        {
            var topic = new Topic(name, id, _logs.Open(name, id, 0, count, configs), configs);
            _file.Save(_byName.Values.Append(topic));
            Add(topic);
            _logger.TopicCreated(name, count);
            return TopicResult.Done(topic);
        }
        catch (IOException e)
        {
            _logs.Delete(name, 0, count);
            return TopicResult.Refused(ErrorCode.KafkaStorageError, e.Message);
        }
    }

    private void SaveAs(Topic topic, Topic changed) => _file.Save(_byName.Values.Select(other => other == topic ? changed : other));

    private void Add(Topic topic)
    {
        _byName[topic.Name] = topic;
        _byId[topic.Id] = topic;
        Interlocked.Increment(ref _version);
    }
}
