using Marketplace.Storage;
using Microsoft.Data.Sqlite;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Jobs asked for through the database, which a command opens beside the site that serves from it.</summary>
public sealed class SqliteJobRequests(SqliteDatabase database) : IJobRequests
{
    internal const string OneQuestion = "SELECT id, job, status, progress FROM job_requests WHERE id = ?1";
    internal const string UnfinishedQuestion =
        "SELECT id, job, status, progress FROM job_requests WHERE status IN ('Asked', 'Running') ORDER BY id LIMIT 1";

    internal const string LatestQuestion = "SELECT id, job, status, progress FROM job_requests WHERE id > 0 ORDER BY id DESC LIMIT ?1";

    public Task<JobRequest> Ask(string job, CancellationToken cancel = default) =>
        database.Writer.Run(statements =>
        {
            statements.Execute("INSERT INTO job_requests (job, status, progress) VALUES (?1, 'Asked', '')", job);
            return new Applied<JobRequest>(statements.First(OneQuestion, Read, statements.Number("SELECT last_insert_rowid()"))!, Keep: true);
        }, cancel);

    public Task<JobRequest?> Find(long id, CancellationToken cancel = default) =>
        Task.FromResult(database.Read(reader => reader.First(OneQuestion, Read, id)));

    public Task<JobRequest?> Unfinished(CancellationToken cancel = default) =>
        Task.FromResult(database.Read(reader => reader.First(UnfinishedQuestion, Read)));

    public Task<IReadOnlyList<JobRequest>> Latest(int most, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<JobRequest>>(database.Read(reader => reader.Rows(LatestQuestion, Read, most)));

    public Task Report(long id, JobStatus status, string progress, CancellationToken cancel = default) =>
        database.Writer.Run(statements => new Applied<int>(
            statements.Execute("UPDATE job_requests SET status = ?2, progress = ?3 WHERE id = ?1", id, status.ToString(), progress), Keep: true), cancel);

    private static JobRequest Read(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), Enum.Parse<JobStatus>(row.GetString(2)), row.GetString(3));
}
