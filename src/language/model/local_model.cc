#include "language/model/local_model.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <span>
#include <string>
#include <thread>

#include "language/model/plain_text.h"

namespace smarttag::language {
namespace {

constexpr std::uint32_t kContext = 8192;  // tokens
constexpr std::uint32_t kBatch = 512;
constexpr std::size_t kMostText = 6000;
constexpr std::size_t kRepeated =
    5;  // tokens in a row that are not written twice: small models fall into loops

tl::unexpected<Error> failed(const char* why) {
  return fail(ErrorKind::kAnalysisFailed, "The language model gave no answer.", why);
}

// Cores that nobody else uses at this moment. The kernels' threads wait for each other without sleep: one
// more of them than there are cores free slows every token down many times over.
int free_cores() {
  std::ifstream statistics("/proc/stat");
  std::string word;
  int running = 1;  // this thread among them
  while (statistics >> word)
    if (word == "procs_running") {
      statistics >> running;
      break;
    }
  return static_cast<int>(std::thread::hardware_concurrency()) - std::max(0, running - 1);
}

}  // namespace

Result<std::unique_ptr<LocalModel>> LocalModel::load(const std::filesystem::path& folder, int threads) {
  const auto library = LlamaLibrary::load(folder);
  if (!library) return tl::unexpected(library.error());
  std::unique_ptr<LocalModel> it(new LocalModel(*library));
  auto model = library->model_default_params();
  model.n_gpu_layers = 0;
  // The kernels for this processor want the weights in an order of their own (use_extra_bufts, the default):
  // a mapped file would then lie in memory twice.
  model.load_mode = llama::kLoadModeRead;
  it->model_ = library->model_load_from_file((folder / "model.gguf").c_str(), model);
  auto params = library->context_default_params();
  params.n_ctx = kContext;
  params.n_batch = params.n_ubatch = kBatch;
  params.n_threads = params.n_threads_batch = threads;
  it->most_threads_ = threads;
  if (it->model_ != nullptr) it->context_ = library->init_from_model(it->model_, params);
  if (it->context_ == nullptr)
    return fail(ErrorKind::kModelMissing,
                "The language model cannot be loaded. Run `smarttag models pull language` again.");
  it->vocab_ = library->model_get_vocab(it->model_);
  return it;
}

LocalModel::~LocalModel() {
  if (context_ != nullptr) library_.free(context_);
  if (model_ != nullptr) library_.model_free(model_);
}

LocalModel::Tokens LocalModel::tokens_of(const std::string& text, bool with_marks) const {
  Tokens tokens(text.size() + 8);
  const auto count =
      library_.tokenize(vocab_, text.data(), static_cast<std::int32_t>(text.size()), tokens.data(),
                        static_cast<std::int32_t>(tokens.size()), false, with_marks);
  tokens.resize(static_cast<std::size_t>(std::max(count, 0)));
  return tokens;
}

std::string LocalModel::piece_of(llama::Token token) const {
  std::string piece(256, '\0');
  const auto size =
      library_.token_to_piece(vocab_, token, piece.data(), static_cast<std::int32_t>(piece.size()), 0, false);
  piece.resize(static_cast<std::size_t>(std::max(size, 0)));
  return piece;
}

// ChatML. The marks of turns that stand in the text itself are letters like any other.
LocalModel::Tokens LocalModel::laid_out(const Prompt& prompt) const {
  auto tokens =
      tokens_of("<|im_start|>system\n" + prompt.instructions + "<|im_end|>\n<|im_start|>user\n", true);
  auto text = tokens_of(prompt.text, false);
  if (text.size() > kMostText) text.resize(kMostText);
  const auto question = tokens_of("\n\n" + prompt.question, false);
  const auto end = tokens_of("<|im_end|>\n<|im_start|>assistant\n", true);
  for (const Tokens* part : {static_cast<const Tokens*>(&text), &question, &end})
    tokens.insert(tokens.end(), part->begin(), part->end());
  return tokens;
}

// All but what the cache holds already; at least the last token, whose logits are wanted.
bool LocalModel::read(const Tokens& tokens) {
  if (tokens.empty() || tokens.size() > kContext) return false;
  const auto most = std::min(cached_.size(), tokens.size() - 1);
  const auto same = static_cast<std::size_t>(
      std::mismatch(cached_.begin(), cached_.begin() + static_cast<std::ptrdiff_t>(most), tokens.begin())
          .first -
      cached_.begin());
  cached_.resize(same);
  if (!library_.memory_seq_rm(library_.get_memory(context_), 0, static_cast<std::int32_t>(same), -1))
    return false;
  Tokens rest(tokens.begin() + static_cast<std::ptrdiff_t>(same), tokens.end());
  for (std::size_t at = 0; at < rest.size(); at += kBatch) {
    const auto count = std::min<std::size_t>(kBatch, rest.size() - at);
    if (library_.decode(context_,
                        library_.batch_get_one(rest.data() + at, static_cast<std::int32_t>(count))) != 0) {
      cached_.clear();
      library_.memory_seq_rm(library_.get_memory(context_), 0, 0, -1);
      return false;
    }
  }
  cached_ = tokens;
  return true;
}

// The form: no markup, no line but the first, no row of tokens that was written before.
bool LocalModel::fits(llama::Token token, const Tokens& written) const {
  const auto piece = piece_of(token);
  if (piece.empty() || has_markup(piece) || (written.empty() && piece == "\n")) return false;
  if (written.size() < 2 * kRepeated) return true;
  Tokens row(written.end() - static_cast<std::ptrdiff_t>(kRepeated - 1), written.end());
  row.push_back(token);
  return std::search(written.begin(), written.end(), row.begin(), row.end()) == written.end();
}

llama::Token LocalModel::next(const Tokens& written) const {
  const std::span logits(library_.get_logits_ith(context_, -1),
                         static_cast<std::size_t>(library_.vocab_n_tokens(vocab_)));
  std::vector<llama::Token> order(64);
  std::vector<llama::Token> all(logits.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<llama::Token>(i);
  std::partial_sort_copy(all.begin(), all.end(), order.begin(), order.end(),
                         [&](llama::Token a, llama::Token b) {
                           return logits[static_cast<std::size_t>(a)] > logits[static_cast<std::size_t>(b)];
                         });
  for (const auto token : order)
    if (library_.vocab_is_eog(vocab_, token) ? !written.empty() : fits(token, written)) return token;
  return -1;
}

void LocalModel::take_free_cores() {
  const int threads = std::clamp(free_cores(), 1, most_threads_);
  library_.set_n_threads(context_, threads, threads);
}

Result<std::string> LocalModel::write(const Prompt& prompt, const Form& form) {
  take_free_cores();
  auto tokens = laid_out(prompt);
  Tokens written;
  std::string text;
  while (written.size() < form.most_tokens) {
    if (!read(tokens)) return failed("the text is too long or memory ran out");
    const auto token = next(written);
    if (token < 0 || library_.vocab_is_eog(vocab_, token)) break;
    const auto piece = piece_of(token);
    const auto line = piece.find('\n');
    text += piece.substr(0, line);
    if (line != std::string::npos) break;
    written.push_back(token);
    tokens.push_back(token);
  }
  text = plain_text(text, written.size() >= form.most_tokens);
  if (text.empty()) return failed("it wrote nothing");
  return text;
}

Result<std::vector<double>> LocalModel::decide(const Prompt& prompt,
                                               const std::vector<std::string>& answers) {
  take_free_cores();
  const auto asked = laid_out(prompt);
  std::vector<double> likely;
  for (const auto& answer : answers) {
    auto tokens = asked;
    double sum = 0;
    for (const auto token : tokens_of(answer, false)) {
      if (!read(tokens)) return failed("the text is too long or memory ran out");
      const std::span logits(library_.get_logits_ith(context_, -1),
                             static_cast<std::size_t>(library_.vocab_n_tokens(vocab_)));
      const float most = *std::max_element(logits.begin(), logits.end());
      double all = 0;
      for (const float logit : logits) all += std::exp(static_cast<double>(logit - most));
      sum += static_cast<double>(logits[static_cast<std::size_t>(token)] - most) - std::log(all);
      tokens.push_back(token);
    }
    likely.push_back(sum);
  }
  if (likely.empty()) return failed("no answers were given");
  const double best = *std::max_element(likely.begin(), likely.end());
  double all = 0;
  for (auto& each : likely) all += each = std::exp(each - best);
  for (auto& each : likely) each /= all;
  return likely;
}

}  // namespace smarttag::language
