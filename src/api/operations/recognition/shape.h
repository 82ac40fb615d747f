// What the operations of recognition libraries share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/operation.h"
#include "api/operations/reading/paging.h"
#include "jobs/library_store.h"

namespace smarttag::api::recognition {

constexpr int kMostRows = 50;

// These, and those that every one of the operations takes: the algorithm, and the account fields of resource
// owners, which mean nothing here.
std::vector<Field> request(std::vector<Field> fields);
// A page of these, with its number and size and the total.
std::vector<Field> listed(Field field);
// PageNumber and PageSize are required where the API says so.
std::vector<Field> page_fields();

// "landmark", "object", "logo", "face" or "label"; libraries of all can be kept, all but labels
// recognised.
std::string algorithm_in(Reader& in);
jobs::LibraryKey key_in(Reader& in, const Call& call);
jobs::Page page_in(Reader& in);

// {"PageNumber", "PageSize", "TotalCount", group: {item: rows}}
results::Json answer(const jobs::Page& page, std::int64_t total, const std::string& group,
                     const std::string& item, results::Json rows);

// The rows of this page out of all of them.
results::Json cut(const results::Json& rows, const jobs::Page& page);

}  // namespace smarttag::api::recognition
