#include "base/settings.h"

#include <array>

namespace smarttag {
namespace {

using enum SettingType;

constexpr std::array kTable{
    SettingSpec{"precision", kChoice, "auto",
                "arithmetic of the models; auto takes bf16 where the processor has it", "auto|f32|bf16"},
    SettingSpec{"threads", kInteger, "0", "threads of one analysis; 0 takes every core"},
    SettingSpec{"sample-rate", kReal, "2", "pictures looked at in a second of video"},
    SettingSpec{"analysis-pixels", kInteger, "1920", "long side of the pictures that are looked at"},
    SettingSpec{"face-threshold", kReal, "0.6", "a face detection below this score is dropped"},
    SettingSpec{"face-size", kInteger, "24", "a face narrower than this many pixels is dropped"},
    SettingSpec{"object-threshold", kReal, "0.4", "an object track below this score is dropped"},
    SettingSpec{"text-threshold", kReal, "0.6", "a line of text below this score is dropped"},
    SettingSpec{"min-presence", kSeconds, "4s",
                "a person seen for less than this and less than a tenth of a video is left out"},
    SettingSpec{"max-bytes", kBytes, "16GiB", "largest input"},
    SettingSpec{"max-duration", kSeconds, "12h", "longest input"},
    SettingSpec{"max-pixels", kInteger, "67108864", "most pixels of a picture or frame"},
    SettingSpec{"max-streams", kInteger, "64", "most streams in a container"},
    SettingSpec{"time-limit", kSeconds, "0s",
                "time one analysis may take; 0 allows 2 minutes and 10 times its duration"},
    SettingSpec{"memory-limit", kBytes, "6GiB",
                "address space of one analysis process; its resident memory is about a third"},
    SettingSpec{"file-limit", kBytes, "1GiB", "largest file an analysis process may write"},
    SettingSpec{"allow-private", kText, "",
                "address ranges (CIDR, comma between) that URLs may reach although private"},
    SettingSpec{"fetch-timeout", kSeconds, "10m", "time in which a URL must have been fetched"},
    SettingSpec{"fetch-proxy", kText, "",
                "proxy (http://host:port) that fetches URLs; it must check addresses then"},
    SettingSpec{"fetch-ca-file", kText, "",
                "certificates (PEM) trusted for https; default: those of the system"},
    SettingSpec{"cache-dir", kText, "",
                "downloads, models and compiled models; default: the user's cache folder", "", true},
    SettingSpec{"log-level", kChoice, "warn", "what the log tells on standard error",
                "debug|info|warn|error|off"},
};

}  // namespace

std::span<const SettingSpec> setting_table() { return kTable; }

}  // namespace smarttag
