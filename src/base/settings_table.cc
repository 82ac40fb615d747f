#include "base/settings.h"

#include <array>

namespace smarttag {
namespace {

using enum SettingType;
using enum SettingScope;

constexpr std::array kTable{
    SettingSpec{"precision", kChoice, "auto",
                "arithmetic of the models; auto takes bf16 where the processor has it", "auto|f32|bf16"},
    SettingSpec{"threads", kInteger, "0", "threads of one analysis; 0 takes every core", "0..1024"},
    SettingSpec{"sample-rate", kReal, "2", "pictures looked at in a second of video", "0.01..60"},
    SettingSpec{"analysis-pixels", kInteger, "1920", "long side of the pictures that are looked at",
                "64..16384"},
    SettingSpec{"face-threshold", kReal, "0.6", "a face detection below this score is dropped", "0..1"},
    SettingSpec{"face-size", kInteger, "24", "a face narrower than this many pixels is dropped", "1..4096"},
    SettingSpec{"object-threshold", kReal, "0.4", "an object track below this score is dropped", "0..1"},
    SettingSpec{"text-threshold", kReal, "0.6", "a line of text below this score is dropped", "0..1"},
    SettingSpec{"min-presence", kSeconds, "4s",
                "a person seen for less than this and less than a tenth of a video is left out", "0s..1h"},
    SettingSpec{"max-bytes", kBytes, "16GiB", "largest input", "1B..1024GiB"},
    SettingSpec{"max-duration", kSeconds, "12h", "longest input", "1s..720h"},
    SettingSpec{"max-pixels", kInteger, "67108864", "most pixels of a picture or frame", "1024..1073741824"},
    SettingSpec{"max-streams", kInteger, "64", "most streams in a container", "1..1024"},
    SettingSpec{"time-limit", kSeconds, "0s",
                "time one analysis may take; 0 allows 2 minutes and 10 times its duration", "0s..720h"},
    SettingSpec{"memory-limit", kBytes, "6GiB",
                "address space of one analysis process; its resident memory is about a third",
                "64MiB..1024GiB"},
    SettingSpec{"file-limit", kBytes, "1GiB", "largest file an analysis process may write", "4KiB..1024GiB"},
    SettingSpec{"allow-private", kText, "",
                "address ranges (CIDR, comma between) that URLs may reach although private"},
    SettingSpec{"fetch-timeout", kSeconds, "10m", "time in which a URL must have been fetched", "1s..24h"},
    SettingSpec{"fetch-proxy", kText, "",
                "proxy (http://host:port) that fetches URLs; it must check addresses then"},
    SettingSpec{"fetch-ca-file", kText, "",
                "certificates (PEM) trusted for https; default: those of the system"},
    SettingSpec{"cache-dir", kText, "",
                "downloads, models and compiled models; default: the user's cache folder"},
    SettingSpec{"data-dir", kText, "", "database and key of the service; default: the user's data folder", "",
                kService},
    SettingSpec{"store", kText, "", "where jobs are kept (sqlite:FOLDER); default: in data-dir", "", kService},
    SettingSpec{"listen", kText, "127.0.0.1:8790", "address and port that the API answers on", "", kService},
    SettingSpec{
        "public-url", kText, "",
        "how clients reach the API (https://host), for links in results; default: the address listened on",
        "", kService},
    SettingSpec{"tls-certificate", kText, "", "certificate chain (PEM) of the API; empty: plain HTTP", "",
                kService},
    SettingSpec{"tls-key", kText, "", "private key (PEM) of the certificate", "", kService},
    SettingSpec{"workers", kInteger, "2", "analyses at once in this process", "1..256", kService},
    SettingSpec{
        "share-processes", kBoolean, "false",
        "a warm analysis process may go on to jobs of another user: saves a start, isolates users less", "",
        kService},
    SettingSpec{"lease", kSeconds, "30s", "a job whose worker was silent for so long is given to another",
                "1s..1h", kService},
    SettingSpec{"attempts", kInteger, "3", "how often a job is tried that fails for what may pass", "1..100",
                kService},
    SettingSpec{"retention", kSeconds, "4320h", "jobs and results are kept for so long after their end",
                "1m..876000h", kService},
    SettingSpec{"link-lifetime", kSeconds, "4392h", "links to subtitle files work for so long", "1m..876000h",
                kService},
    SettingSpec{"calls-per-second", kInteger, "100", "calls of one user in a second; 0: any number",
                "0..1000000", kService},
    SettingSpec{"max-connections", kInteger, "4096",
                "maximum open connections to the API; further ones wait until one closes", "1..65536",
                kService},
    SettingSpec{
        "incoming-memory", kBytes, "256MiB",
        "memory for requests still being received, over all connections; beyond it large ones get 503",
        "1MiB..1024GiB", kService},
    SettingSpec{"max-request", kBytes, "4MiB", "largest body of a call", "64KiB..1GiB", kService},
    SettingSpec{"request-timeout", kSeconds, "30s", "time in which a call must have come in", "1s..1h",
                kService},
    SettingSpec{"idle-timeout", kSeconds, "75s", "a connection without a call is closed after so long",
                "1s..24h", kService},
    SettingSpec{"input-root", kText, "",
                "folder below which Input may name files (file:///...); empty: no local files", "", kService},
    SettingSpec{"s3-endpoint", kText, "", "S3-compatible store behind oss:// inputs (https://host:port)", "",
                kService},
    SettingSpec{"s3-addressing", kChoice, "path",
                "where its buckets stand: in the path (MinIO, Ceph) or the host (OSS, AWS)", "path|host",
                kService},
    SettingSpec{"s3-region", kText, "us-east-1", "region that its requests are signed for", "", kService},
    SettingSpec{"s3-access-key-id", kText, "", "access key of the store", "", kService},
    SettingSpec{"s3-access-key-secret", kText, "", "its secret", "", kSecret},
    SettingSpec{"amqp-url", kText, "", "RabbitMQ that is told of every job (amqp://user:password@host/vhost)",
                "", kSecret},
    SettingSpec{"amqp-exchange", kText, "smarttag", "topic exchange that is published to", "", kService},
    SettingSpec{"server", kText, "http://127.0.0.1:8790", "service that submit, status, jobs and cancel call",
                "", kClient},
    SettingSpec{"access-key-id", kText, "", "access key that they sign with, as `user add` printed it", "",
                kClient},
    SettingSpec{"access-key-secret", kText, "", "its secret", "", kSecret},
    SettingSpec{"log-level", kChoice, "auto",
                "what the log tells on standard error; auto is info for serve and worker, else warn",
                "auto|debug|info|warn|error|off"},
};

}  // namespace

std::span<const SettingSpec> setting_table() { return kTable; }

}  // namespace smarttag
