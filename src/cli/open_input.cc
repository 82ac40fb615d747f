#include "cli/open_input.h"

#include "inputs/fetched_file.h"
#include "inputs/local_file.h"
#include "net/fetch.h"
#include "net/url.h"

namespace smarttag::cli {

Result<inputs::OpenedInput> open_input(const std::string& input, const Settings& settings,
                                       const std::stop_token& stop) {
  if (!net::is_url(input)) return inputs::open_file(input);
  const auto limits = net::FetchLimits::from(settings);
  if (!limits) return tl::unexpected(limits.error());
  return inputs::fetch_unnamed(input, inputs::fetch_folder(settings), *limits, stop);
}

}  // namespace smarttag::cli
