using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Topics;

/// <summary>Every topic of the broker. Look-ups take no lock; changes are one at a time and durable before they are answered.</summary>
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

    /// <summary>Opens every topic of the directory, recovering its logs.</summary>
    public TopicCatalog(LogDirectory directory, TopicDefaults defaults, ILogger<TopicCatalog> logger)
    {
        (_defaults, _logger, _logs) = (defaults, logger, new TopicLogs(directory, logger));
        _file = new TopicFile(directory.Path);
        var saved = _file.Load() ?? [];
        StrayLogs.SetAside(directory.Path, saved, logger);
        foreach (var topic in saved)
            Add(new Topic(topic.Name, topic.Id, _logs.Open(topic.Name, topic.Id, 0, topic.Partitions, topic.Configs), topic.Configs));
    }

    /// <summary>Called after a topic is gone, so that what others keep of it can go too.</summary>
    public event Action<Topic>? Deleted;

    public ICollection<Topic> Topics => _byName.Values;

    /// <summary>Grows with each topic or partition that comes or goes, so that others know when to look again.</summary>
    public long Version => Interlocked.Read(ref _version);

    public Topic? Find(string name) => _byName.GetValueOrDefault(name);

    public Topic? Find(Guid id) => _byId.GetValueOrDefault(id);

    public Partition? FindPartition(string topic, int index) => Find(topic)?.FindPartition(index);

    /// <summary>Creates a topic.</summary>
    /// <param name="name">Its name, by Kafka's rules.</param>
    /// <param name="partitions">How many; -1 for the broker's default.</param>
    /// <param name="configs">Its settings.</param>
    /// <param name="validateOnly">Only say what would become of it.</param>
    public TopicResult Create(string name, int partitions, TopicConfigs configs, bool validateOnly = false)
    {
        lock (_changing)
        {
            var count = partitions == -1 ? _defaults.Partitions : partitions;
            return TopicRules.RefuseNew(name, count, _byName.Keys) ?? (validateOnly ? TopicResult.Done(null) : Store(name, count, configs));
        }
    }

    /// <summary>The topic; a new one with the broker's defaults when there is none and topics may come into being by use.</summary>
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
                SaveAs(topic, new Topic(topic.Name, topic.Id, partitions, topic.Configs)); // before producers see them: a restart sets unsaved ones aside
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

    /// <summary>Gives a topic other settings; they count from the next record on.</summary>
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

    /// <summary>Deletes a topic with its records. Waiting fetches of it are woken.</summary>
    public TopicResult Delete(Topic topic)
    {
        lock (_changing)
        {
            if (Find(topic.Name) != topic)
                return TopicResult.Refused(ErrorCode.UnknownTopicOrPartition, "This server does not host this topic-partition.");

            try
            {
                _file.Save(_byName.Values.Where(other => other != topic)); // first: a topic that is gone must not come back with a restart
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
        // A topic exists from the moment the file names it: logs that a crash leaves before that are set aside at the next start.
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
