// The OpenAPI document of the service, made from the table of operations.
#pragma once

#include "results/json.h"

namespace smarttag::api {

// OpenAPI 3.1. All operations are called at "/", told apart by Action; as a document may have each path once,
// theirs are written "/#Action", whose last part is never sent.
results::Json openapi_document();

}  // namespace smarttag::api
