// Left out: moving logs between directories (there is one).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Cluster;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Cluster;

/// <summary>DescribeLogDirs: sizes of the logs in the data directory, and free space. Omits unknown partitions, as Kafka does.</summary>
internal sealed class DescribeLogDirsHandler(TopicCatalog catalog, LogDirectory directory)
    : IHandler<DescribeLogDirsRequest, DescribeLogDirsResponse>
{
    public DescribeLogDirsResponse Handle(DescribeLogDirsRequest request, RequestContext context)
    {
        var asked = request.Topics?.Select(topic => (topic.Name, Partitions: Find(topic)))
            ?? catalog.Topics.Select(static topic => (topic.Name, Partitions: (IEnumerable<Partition>)topic.Partitions));
        var path = Path.GetFullPath(directory.Path);
        var disk = new DriveInfo(path);
        LogDirTopicResult[] topics =
        [
            .. from topic in asked
               let partitions = topic.Partitions.Select(static p => new LogDirPartitionResult(p.Index, p.Log.SizeInBytes)).ToList()
               where partitions.Count > 0
               orderby topic.Name
               select new LogDirTopicResult(topic.Name, partitions),
        ];
        return new DescribeLogDirsResponse(
            ErrorCode.None, [new LogDirResult(ErrorCode.None, path, topics, disk.TotalSize, disk.AvailableFreeSpace)]);
    }

    private IEnumerable<Partition> Find(LogDirsTopic topic) =>
        from index in topic.Partitions.Distinct()
        let partition = catalog.FindPartition(topic.Name, index)
        where partition is not null
        select partition;
}
