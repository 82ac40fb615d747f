// From names and texts to the objects that an operation declares.
#pragma once

#include "api/operation.h"
#include "api/protocol/parameters.h"

namespace smarttag::api {

// The declared fields that were sent, in their types; everything else is left out. A field may come as
// - one parameter ("JobId"), an object or a list as JSON in one text (Input={"Type":...}),
// - nested names ("Input.Media", "Hotwords.1.Text", numbered from 1),
// - a field of a JSON body, in its type or as text.
// Missing<Parameter> and InvalidParameter name the field.
Checked<results::Json> typed(const std::vector<Field>& fields, const Parameters& parameters);

}  // namespace smarttag::api
