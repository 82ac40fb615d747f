#include "callbacks/mns/receipts.h"

#include <charconv>

#include <fmt/format.h>

#include "digest/digest.h"

namespace smarttag::callbacks::mns {

std::string Receipts::handle_of(const jobs::DeliveryClaim& claim, const jobs::Queue& queue) const {
  const std::string plain = fmt::format("2-{}-{}", claim.number, claim.lease);
  const std::string text = fmt::format("{}\n{}\n{}", plain, queue.owner, queue.name);
  return plain + "-" + digest::hex_hmac_sha256(key_, text);
}

std::optional<jobs::DeliveryClaim> Receipts::claim_in(std::string_view handle,
                                                      const jobs::Queue& queue) const {
  constexpr std::string_view kVersion = "2-";
  if (!handle.starts_with(kVersion)) return std::nullopt;
  const char* end = handle.data() + handle.size();
  jobs::DeliveryClaim claim;
  const auto number = std::from_chars(handle.data() + kVersion.size(), end, claim.number);
  if (number.ec != std::errc{} || number.ptr == end || *number.ptr != '-') return std::nullopt;
  const auto lease = std::from_chars(number.ptr + 1, end, claim.lease);
  if (lease.ec != std::errc{} || !digest::same(handle_of(claim, queue), handle)) return std::nullopt;
  return claim;
}

}  // namespace smarttag::callbacks::mns
