// The AnalyseTypes of templates: what each asks for. A new one is a row in analyse_types.cc.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "facts/fact.h"

namespace smarttag::tagging {

struct AnalyseType {
  std::string_view name;
  bool works;                         // else its analysis is still to come: a job that asks for it is refused
  bool label;                         // VideoLabel and ImageLabel tell of it
  std::vector<facts::Kind> facts;     // of a label: what it is told from
  std::vector<facts::Kind> evidence;  // what those follow from
  std::string_view result;            // a result that it asks for; empty for none
};

std::span<const AnalyseType> analyse_types();

// Nothing for a name that is not in the table.
const AnalyseType* find_analyse_type(std::string_view name);

// The labels of the table, which is what a job without a template gets.
std::vector<std::string_view> all_labels();

// What these labels follow from, of those of them that are told from any of these facts.
std::set<facts::Kind> evidence_for(const std::vector<facts::Kind>& facts,
                                   const std::vector<std::string>& labels);

// Whether a job with these labels needs this kind of fact: kinds that no label tells of are always needed.
bool is_asked_for(facts::Kind kind, const std::vector<std::string>& labels);

}  // namespace smarttag::tagging
