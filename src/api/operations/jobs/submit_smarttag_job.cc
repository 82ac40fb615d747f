#include "api/operations/jobs/jobs.h"
#include "api/operations/jobs/template_choice.h"
#include "api/operations/reading/fields.h"
#include "api/operations/reading/reader.h"
#include "net/address.h"
#include "net/url.h"
#include "tagging/job_request.h"

namespace smarttag::api {
namespace {

// Whether the URL names an address that callbacks may not reach. What a name resolves to is checked when it
// is called.
bool is_private(const std::string& url, const Settings& settings) {
  const auto rule = net::AddressRule::allowing(settings.text("allow-private"));
  const auto host = net::host_of(url);
  const auto address = net::parse_address(host == "localhost" ? "127.0.0.1" : host);
  return rule && address && rule->refusal(*address);
}

// What stands in the request itself.
jobs::JobSpec read_request(Reader& in, const Call& call) {
  jobs::JobSpec spec;
  spec.owner = call.caller.user;
  spec.title = in.text("Title");
  spec.content = in.text("Content");
  spec.user_data = in.text("UserData");
  spec.params_json = in.text("Params");
  spec.notify_url = in.text("NotifyUrl");
  if (!spec.notify_url.empty() && (!net::is_http(spec.notify_url) || !net::normal_url(spec.notify_url)))
    in.fault("NotifyUrl must be an http or https URL.");
  else if (is_private(spec.notify_url, call.services.settings))
    in.fault(
        "NotifyUrl leads to a private address, which this server may not call. Its operator can allow it "
        "with the setting allow-private.");
  return spec;
}

// Which file, and whether it may be read.
Result<std::string> read_input(const Call& call) {
  Reader in(call.parameters);
  if (!call.parameters.contains("Input")) {
    const bool of_text = in.has("Content") || in.has("ContentAddr") || in.has("ContentType");
    return fail(ErrorKind::kUsage,
                of_text ? "A job of text alone is not supported yet: name a media file in Input."
                        : "Input is mandatory for this action: its Type (OSS, Media or URL) and its Media.");
  }
  Reader input(call.parameters["Input"]);
  const inputs::InputSpec spec{input.choice("Type", {"OSS", "Media", "URL"}), input.text("Media")};
  if (spec.type.empty()) input.fault("Input.Type must be one of: OSS, Media, URL.");
  if (spec.media.empty()) input.fault("Input.Media is mandatory: a URL, or the id of a registered medium.");
  if (auto good = input.checked(); !good) return tl::unexpected(good.error());
  if (auto good = call.services.inputs.check(call.caller.user, spec); !good)
    return tl::unexpected(good.error());
  return inputs::to_text(spec);
}

// The pipeline, which must be the caller's, and the priority in it.
Result<void> read_schedule(const Call& call, jobs::JobSpec& spec) {
  const auto none = results::Json::object();
  Reader in(call.parameters.contains("ScheduleConfig") ? call.parameters["ScheduleConfig"] : none);
  spec.priority = in.integer("Priority", spec.priority, 1, 10);
  const auto id = in.text("PipelineId");
  if (auto good = in.checked(); !good) return good;
  auto& store = call.services.store.pipelines();
  const auto found = id.empty() ? store.standard(call.caller.user) : store.find(call.caller.user, id);
  if (!found) return tl::unexpected(found.error());
  spec.pipeline = found->id;
  return {};
}

// The template as it is now, and whether all that is asked for can be done.
Result<void> read_analysis(const Call& call, jobs::JobSpec& spec) {
  Reader in(call.parameters);
  auto chosen = choose_template(call, in.text("TemplateId"), in.text("TemplateConfig"));
  if (!chosen) return tl::unexpected(chosen.error());
  spec.template_id = std::move(chosen->id);
  spec.template_json = std::move(chosen->config_json);
  const auto asked = tagging::job_spec_of({spec.title, spec.params_json, spec.template_json});
  if (!asked) return tl::unexpected(asked.error());
  for (const auto& library : asked->faces.libraries)
    if (const auto found = call.services.store.libraries().find({spec.owner, "face", library}); !found)
      return fail(found.error().kind, "FaceCategoryIds: there is no face library " + library + " of yours.",
                  found.error().log.text);
  return {};
}

Result<std::vector<jobs::Destination>> destinations_of(const Call& call, const jobs::JobSpec& spec) {
  std::vector<jobs::Destination> destinations;
  if (!spec.notify_url.empty()) destinations.push_back({"webhook", spec.notify_url});
  const auto queue = call.services.store.queues().find(spec.owner, spec.pipeline);
  if (queue)
    destinations.push_back({"queue", spec.pipeline});
  else if (queue.error().kind != ErrorKind::kNotFound)
    return tl::unexpected(queue.error());
  if (!call.services.settings.text("amqp-url").empty()) destinations.push_back({"amqp", spec.pipeline});
  return destinations;
}

Result<results::Json> run_submit_smarttag_job(const Call& call) {
  Reader in(call.parameters);
  auto spec = read_request(in, call);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  auto input = read_input(call);
  if (!input) return tl::unexpected(input.error());
  spec.input_json = *std::move(input);
  if (auto good = read_schedule(call, spec); !good) return tl::unexpected(good.error());
  if (auto good = read_analysis(call, spec); !good) return tl::unexpected(good.error());
  auto destinations = destinations_of(call, spec);
  if (!destinations) return tl::unexpected(destinations.error());
  spec.destinations = *std::move(destinations);
  const auto submitted = call.services.store.jobs().submit(spec);
  if (!submitted) return tl::unexpected(submitted.error());
  return results::Json{{"JobId", submitted->id}};
}

}  // namespace

Operation submit_smarttag_job() {
  return {"SubmitSmarttagJob",
          "Submits a video, picture or sound file to be analysed.",
          {field::text("Content", "a description, 1 KB at most"), field::text("ContentAddr", "deprecated"),
           field::text("ContentType", "deprecated"),
           field::object("Input",
                         {field::text("Media", "a URL, oss://bucket/key, or the id of a registered medium"),
                          field::text("Type", "OSS, Media or URL")}),
           field::text("NotifyUrl", "http or https: told of every change of the job's state"),
           field::text("Params", "JSON: needAsrData, needOcrData, needMetaData"),
           field::object("ScheduleConfig", {field::text("PipelineId", "the default pipeline unless given"),
                                            field::text("Priority", "1 to 10, 10 first; 6 unless given")}),
           field::text("TemplateConfig", "JSON that is laid over the template, key by key"),
           field::text("TemplateId", "the default template unless given"),
           field::text("Title", "256 bytes at most"), field::text("UserData", "1 KB at most")},
          {field::text("JobId")},
          run_submit_smarttag_job,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
