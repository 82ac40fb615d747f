#include "api/operations/media/answer_fields.h"

#include "api/operations/reading/fields.h"

namespace smarttag::api::media {
namespace {

using Fields = std::vector<Field>;

Fields common_basic_fields() {
  return field::texts({"Biz", "BusinessType", "Category", "CoverURL", "CreateTime", "DeletedTime",
                       "Description", "InputURL", "MediaId", "MediaTags", "MediaType", "ModifiedTime",
                       "Snapshots", "Source", "SpriteImages", "Status", "Title", "UserData"});
}

Fields file_basic_fields() {
  return field::texts({"Bitrate", "Duration", "FileName", "FileSize", "FileStatus", "FileType", "FileUrl",
                       "FormatName", "Height", "Region", "Width"});
}

Fields file_basic_fields_with_times() {
  return field::joined({file_basic_fields(), field::texts({"CreateTime", "ModifiedTime"})});
}

Fields stream_fields() {
  return field::texts({"CodecLongName", "CodecName", "CodecTag", "CodecTagString", "CodecTimeBase",
                       "Duration", "Index", "Lang", "StartTime", "Timebase"});
}

Field streams(std::string_view name, std::initializer_list<std::string_view> more) {
  return field::list(name, field::joined({stream_fields(), field::texts(more)}));
}

Field files(Fields basic) {
  return field::list("FileInfoList",
                     {field::object("FileBasicInfo", std::move(basic)),
                      streams("AudioStreamInfoList", {"Bitrate", "ChannelLayout", "Channels", "Fps",
                                                      "NumFrames", "Profile", "SampleFmt", "SampleRate"}),
                      streams("SubtitleStreamInfoList", {}),
                      streams("VideoStreamInfoList",
                              {"AvgFPS", "Bitrate", "Dar", "Fps", "HasBFrames", "Height", "Level",
                               "Nb_frames", "NumFrames", "PixFmt", "Profile", "Rotate", "Sar", "Width"})});
}

Field analysis() {
  return field::object("AiRoughData",
                       field::joined({field::texts({"AiCategory", "AiJobId", "Result", "SaveType", "Status"}),
                                      {field::object("StandardSmartTagJob",
                                                     {field::text("AiJobId"), field::text("ResultUrl"),
                                                      field::list("Results", field::texts({"Data", "Type"})),
                                                      field::text("Status")})}}));
}

}  // namespace

Fields info_fields() {
  return {analysis(), files(file_basic_fields_with_times()),
          field::object("MediaBasicInfo",
                        field::joined({common_basic_fields(),
                                       field::texts({"CateName", "ReferenceId", "UploadSource"}),
                                       {field::integer("CateId")}})),
          field::text("MediaId")};
}

Fields batched_fields() {
  return {files(file_basic_fields()),
          field::object("MediaBasicInfo",
                        field::joined({common_basic_fields(), {field::text("TranscodeStatus")}})),
          field::object("MediaDynamicInfo", {field::object("DynamicMetaData", {field::text("Data")})}),
          field::text("MediaId")};
}

Fields list_item_fields() {
  return {field::list("FileInfoList", {field::object("FileBasicInfo", file_basic_fields_with_times())}),
          field::object("MediaBasicInfo",
                        field::joined({common_basic_fields(),
                                       field::texts({"ReferenceId", "TranscodeStatus", "UploadSource"}),
                                       {field::integer("CateId")}})),
          field::text("MediaId")};
}

}  // namespace smarttag::api::media
