#include "api/operations/reading/fields.h"
#include "api/operations/recognition/recognition.h"
#include "api/operations/recognition/shape.h"

namespace smarttag::api {
namespace {

// What of the request can be told wrong before the picture is fetched.
Result<void> check(const Call& call, Reader& in, const jobs::LibraryKey& key, const std::string& entity,
                   const jobs::Sample& sample) {
  if (auto good = in.checked(); !good) return good;
  jobs::Page one;
  one.size = 1;
  if (const auto there = call.services.store.libraries().samples(key, entity, one); !there)
    return tl::unexpected(there.error());
  if (key.algorithm == "label" && sample.label_prompt.empty())
    return fail(ErrorKind::kUsage,
                "LabelPrompt is mandatory for samples of label: what it looks like, in words.");
  if (key.algorithm != "label" && sample.image_url.empty())
    return fail(ErrorKind::kUsage, "ImageUrl is mandatory for samples of " + key.algorithm + ".");
  return {};
}

// What the sample is recognised by, into it.
Result<void> describe(const Call& call, const std::string& algorithm, jobs::Sample& sample) {
  if (algorithm == "label") return {};  // its description is all
  auto& pictures = call.services.faces;
  if (algorithm == "face") {
    auto face = pictures.describe(call.caller.user, sample.image_url);
    if (!face) return tl::unexpected(std::move(face).error());
    sample.vector = std::move(face->vector);
    sample.model = std::move(face->model);
    return {};
  }
  auto thing = pictures.describe_thing(call.caller.user, sample.image_url);
  if (!thing) return tl::unexpected(std::move(thing).error());
  sample.features = std::move(thing->features);
  sample.model = std::move(thing->model);
  return {};
}

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto key = recognition::key_in(in, call);
  const auto entity = in.text("EntityId");
  jobs::Sample sample;
  sample.image_url = in.text("ImageUrl");
  sample.label_prompt = in.text("LabelPrompt");
  if (auto good = check(call, in, key, entity, sample); !good) return tl::unexpected(good.error());
  if (auto done = describe(call, key.algorithm, sample); !done) return tl::unexpected(done.error());
  const auto made = call.services.store.libraries().add_sample(key, entity, sample);
  if (!made) return tl::unexpected(made.error());
  return results::Json{{"SampleId", made->id}};
}

}  // namespace

Operation create_recognition_sample() {
  Operation operation{
      "CreateRecognitionSample",
      "Adds a picture of an entity: of a person one that shows a single face, or one that is clearly the "
      "largest; of a landmark, an object or a logo one that shows it and little else. Of a label its "
      "description in "
      "words (LabelPrompt); a picture of it is not looked at.",
      recognition::request({field::required(field::text("EntityId")),
                            field::text("ImageUrl", "http, https or oss; mandatory but for label"),
                            field::text("LabelPrompt", "mandatory for label, 256 bytes at most"),
                            field::required(field::text("LibId"))}),
      {field::text("SampleId")},
      run};
  operation.slow = true;
  return operation;
}

}  // namespace smarttag::api
