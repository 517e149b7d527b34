namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>The private cluster cannot be had. The message is for the person who started Tempest.</summary>
public class EmbeddedPostgresException(string message, Exception? because = null) : Exception(message, because);

/// <summary>This machine has no PostgreSQL programs that can be used; the message says what to install.</summary>
public sealed class PostgresNotFoundException(string message) : EmbeddedPostgresException(message);
