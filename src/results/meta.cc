#include "results/meta.h"

namespace smarttag::results {

void to_json(Json& json, const Meta& meta) { json = {{"title", meta.title}}; }
void from_json(const Json& json, Meta& meta) { json.at("title").get_to(meta.title); }

}  // namespace smarttag::results
