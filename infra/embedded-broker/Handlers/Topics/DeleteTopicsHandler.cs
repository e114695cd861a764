// Left out: timeout_ms (the topic is gone when the response is sent).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Topics;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Topics;

/// <summary>DeleteTopics: deletes topics by name, from v6 on also by id.</summary>
internal sealed class DeleteTopicsHandler(TopicCatalog catalog) : IHandler<DeleteTopicsRequest, DeleteTopicsResponse>
{
    public DeleteTopicsResponse Handle(DeleteTopicsRequest request, RequestContext context) =>
        new([.. request.Topics.Distinct().Select(Delete)]);

    private DeletedTopic Delete(DeleteTopic asked)
    {
        if (asked.Name is not null && asked.Id != Guid.Empty)
            return Refused(asked, ErrorCode.InvalidRequest, "You may not specify both topic name and topic id.");

        var topic = asked.Name is { } name ? catalog.Find(name) : catalog.Find(asked.Id);
        if (topic is null)
        {
            return asked.Name is null
                ? Refused(asked, ErrorCode.UnknownTopicId, "This server does not host this topic ID.")
                : Refused(asked, ErrorCode.UnknownTopicOrPartition, "This server does not host this topic-partition.");
        }

        if (topic.IsInternal)
            return Refused(asked, ErrorCode.InvalidTopic, $"{topic.Name} is the broker's own.");

        var result = catalog.Delete(topic);
        return new DeletedTopic(topic.Name, topic.Id, result.Error, result.Message);
    }

    private static DeletedTopic Refused(DeleteTopic asked, ErrorCode error, string message) => new(asked.Name, asked.Id, error, message);
}
