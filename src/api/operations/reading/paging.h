// Which part of a list is asked for, in the three ways of the API.
#pragma once

#include "api/operations/reading/reader.h"
#include "jobs/page.h"

namespace smarttag::api {

// NextToken with MaxResults, or PageNo with PageSize; 10 rows unless told. SortBy is "CreationTime:Desc"
// (also when it is not sent) or "CreationTime:Asc".
jobs::Page page_by_token_or_number(Reader& in);

// PageNumber with PageSize.
jobs::Page page_by_number(Reader& in, int usual_size, int most);

// "CreationTime:Asc" or "CreationTime:Desc" in this field.
jobs::Order order_of(Reader& in, std::string_view name);

}  // namespace smarttag::api
