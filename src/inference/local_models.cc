#include "inference/local_models.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <optional>
#include <vector>

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <openvino/openvino.hpp>

#include "base/paths.h"
#include "inference/card_json.h"
#include "inference/checksum.h"
#include "inference/registry.h"

namespace smarttag::inference {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::array<std::string_view, 8> kCardKeys{"input", "labels",  "labels_file", "numbers",
                                                    "bf16",  "licence", "upstream",    "version"};

// Holds <cache>/models/.lock-local while it lives; the list is read, changed and written under it.
class ListLock {
 public:
  explicit ListLock(const fs::path& models) {
    fs::create_directories(models);
    descriptor_ = ::open((models / ".lock-local").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX) != 0)
      throw fs::filesystem_error("lock", models, std::error_code(errno, std::generic_category()));
  }
  ~ListLock() { ::close(descriptor_); }
  ListLock(const ListLock&) = delete;
  ListLock& operator=(const ListLock&) = delete;

 private:
  int descriptor_ = -1;
};

void write_whole(const fs::path& file, const json& value) {
  const fs::path partial = file.string() + ".partial";
  {
    std::ofstream out(partial, std::ios::binary);
    out << value.dump(1) << '\n';
    out.flush();
    if (!out) throw fs::filesystem_error("write", partial, std::make_error_code(std::errc::io_error));
  }
  fs::rename(partial, file);
}

json read_list(const fs::path& models) {
  const fs::path file = models / "local.json";
  if (!fs::exists(file)) return {{"models", json::object()}};
  std::ifstream in(file);
  return json::parse(in);
}

// Deletes the copy of an addition; never anything else, whatever the list says.
void drop_copy(const fs::path& models, const std::string& folder) {
  const fs::path copy = (models / folder).lexically_normal();
  if (copy.parent_path() == (models / "local").lexically_normal() && copy.has_filename())
    fs::remove_all(copy);
}

tl::unexpected<Error> misfit(const ModelCard& recipe, const std::string& why) {
  return fail(ErrorKind::kUsage, "This file cannot take the place of the model " + recipe.name + ": " + why);
}

// The recipe's model of this name, whatever was added in its place.
Result<ModelCard> recipe_named(const Settings& settings, const std::string& name) {
  const auto registry = Registry::open(settings);
  if (!registry) return tl::unexpected(registry.error());
  std::vector<std::string> names;
  for (const auto& card : registry->models()) {
    if (card.local) continue;
    if (card.name == name && registry->state(card) != ModelState::kMissing) return card;
    names.push_back(card.name);
  }
  if (std::find(names.begin(), names.end(), name) != names.end())
    return fail(ErrorKind::kModelMissing,
                fmt::format("The model {0} is not installed, and the new one is compared with it. "
                            "Run: smarttag models pull {0}",
                            name));
  return fail(ErrorKind::kUsage, fmt::format("There is no model {}. The models are: {}, image-text.", name,
                                             fmt::join(names, ", ")));
}

// Where `source` has the model file `wanted` ("encoder.xml"): under its name, or as .onnx.
std::optional<fs::path> model_file(const fs::path& source, const std::string& wanted) {
  if (!fs::is_directory(source)) return source;
  for (const fs::path& file : {source / wanted, (source / wanted).replace_extension(".onnx")})
    if (fs::exists(file)) return file;
  return std::nullopt;
}

std::string ranks(const std::vector<ov::Output<ov::Node>>& ports) {
  std::string text;
  for (const auto& port : ports) {
    const auto rank = port.get_partial_shape().rank();
    text += (text.empty() ? "" : ", ") +
            (rank.is_static() ? std::to_string(rank.get_length()) : std::string("any"));
  }
  return text;
}

// Loads `file`, compares it with the recipe's model `wanted`, and writes it as `out` / wanted.
Result<void> take_model(const ModelCard& recipe, const fs::path& file, const std::string& wanted,
                        const fs::path& out) {
  try {
    ov::Core core;
    const auto model = core.read_model(file);
    const auto known = core.read_model(recipe.folder / wanted);
    for (const auto& [what, ours, theirs] : {std::tuple{"inputs", known->inputs(), model->inputs()},
                                             std::tuple{"outputs", known->outputs(), model->outputs()}})
      if (ranks(ours) != ranks(theirs))
        return misfit(recipe, std::string("its ") + what + " have the ranks (" + ranks(theirs) +
                                  ") and not (" + ranks(ours) + "). A file for the same task is needed.");
    core.compile_model(std::shared_ptr<const ov::Model>(model), "CPU");
    ov::save_model(model, out / wanted, false);
  } catch (const ov::Exception& e) {
    return tl::unexpected(Error{ErrorKind::kUsage,
                                {"OpenVINO cannot load " + file.filename().string() +
                                 ". A model is needed as .xml with .bin beside it, or as .onnx."},
                                {e.what()}});
  }
  return {};
}

Result<json> card_of(const ModelCard& recipe, const fs::path& source) {
  json card{{"version", "local"}, {"licence", "not stated"}, {"upstream", "added by hand"}};
  if (!fs::exists(source / "card.json")) return card;
  std::ifstream in(source / "card.json");
  const json given = json::parse(in, nullptr, false);
  if (!given.is_object()) return misfit(recipe, "its card.json is not a JSON object.");
  for (const auto& item : given.items())
    if (std::find(kCardKeys.begin(), kCardKeys.end(), item.key()) == kCardKeys.end())
      return misfit(recipe, "its card.json has the unknown key " + item.key() + ".");
  card.update(given);
  try {
    ModelCard tried = recipe;
    read_card(card, tried);
  } catch (const json::exception& e) {
    return misfit(recipe, std::string("its card.json has a value of the wrong kind: ") + e.what());
  }
  return card;
}

// Fills the folder `out` with every file of the recipe, and with their record; gives the card for the list.
Result<json> fill(const ModelCard& recipe, const fs::path& source, const fs::path& out) {
  auto card = card_of(recipe, source);
  if (!card) return card;
  const auto is_model = [](const std::string& file) { return file.ends_with(".xml"); };
  if (!fs::is_directory(source) && std::count_if(recipe.files.begin(), recipe.files.end(), is_model) != 1)
    return misfit(recipe, "it consists of several files. Name a folder that has them all.");
  for (const auto& file : recipe.files) {
    if (!is_model(file)) continue;
    const auto found = model_file(source, file);
    if (!found) return misfit(recipe, "the folder has no " + file + ".");
    if (auto taken = take_model(recipe, *found, file, out); !taken) return tl::unexpected(taken.error());
  }
  json sums;
  std::uintmax_t size = 0;
  for (const auto& file : recipe.files) {
    if (!fs::exists(out / file)) {
      fs::create_directories((out / file).parent_path());
      const bool given = fs::is_directory(source) && fs::exists(source / file);
      fs::copy_file((given ? source : recipe.folder) / file, out / file);
    }
    const auto sum = sha256_of_file(out / file);
    if (!sum) return tl::unexpected(sum.error());
    sums[file] = *sum;
    size += fs::file_size(out / file);
  }
  write_whole(out / "installed.json", sums);
  (*card)["size"] = size;
  return card;
}

// Runs `work` under the lock of the list; what the file system or the list's text throws becomes an error.
template <class Work>
Result<void> changing_list(const Settings& settings, const Work& work) {
  const fs::path models = models_folder(settings);
  try {
    const ListLock lock(models);
    return work(models);
  } catch (const std::exception& e) {  // filesystem_error, json::exception
    return fail(
        ErrorKind::kOutputFailed,
        "The list of models in the cache folder cannot be changed. Check that the folder can be written "
        "and has room.",
        e.what());
  }
}

}  // namespace

Result<void> add_local_model(const Settings& settings, const std::string& name, const fs::path& source) {
  const auto recipe = recipe_named(settings, name);
  if (!recipe) return tl::unexpected(recipe.error());
  if (!fs::exists(source))
    return fail(ErrorKind::kInputMissing, "There is no file " + source.string() + ". Check the path.");
  return changing_list(settings, [&](const fs::path& models) -> Result<void> {
    const fs::path partial = models / "local" / (".partial-" + name);
    fs::remove_all(partial);
    fs::create_directories(partial);
    const auto card = fill(*recipe, source, partial);
    if (!card) {
      fs::remove_all(partial);
      return tl::unexpected(card.error());
    }
    const auto key = sha256_of_file(partial / "installed.json");
    if (!key) return tl::unexpected(key.error());
    const std::string folder = "local/" + name + "-" + key->substr(0, 16);
    fs::remove_all(models / folder);
    fs::rename(partial, models / folder);
    json list = read_list(models);
    const auto earlier = list.at("models").value(name, json::object()).value("folder", folder);
    list["models"][name] = {{"folder", folder}, {"card", *card}};
    write_whole(models / "local.json", list);
    if (earlier != folder) drop_copy(models, earlier);
    return {};
  });
}

Result<void> remove_local_model(const Settings& settings, const std::string& name) {
  return changing_list(settings, [&](const fs::path& models) -> Result<void> {
    json list = read_list(models);
    const auto found = list.at("models").find(name);
    if (found == list.at("models").end())
      return fail(ErrorKind::kUsage, "No model was added in the place of " + name + ". See: smarttag models");
    const auto folder = found->at("folder").get<std::string>();
    list.at("models").erase(found);
    write_whole(models / "local.json", list);
    drop_copy(models, folder);
    return {};
  });
}

}  // namespace smarttag::inference
