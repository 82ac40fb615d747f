// An operation of the API: its fields, declared once, and what runs it. One file in operations/ and one row
// in operations/table.cc; parsing, the required fields, the OpenAPI document and the permission follow from
// it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/stored/stored_texts.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/settings.h"
#include "inputs/inputs.h"
#include "jobs/store.h"
#include "libraries/face_samples.h"
#include "results/json.h"

namespace smarttag::api {

enum class FieldType { kText, kInteger, kBoolean, kObject, kList };

struct Field {
  std::string_view name;
  FieldType type = FieldType::kText;
  bool required = false;
  std::string_view help = {};
  std::vector<Field> fields = {};  // of an object, or of the objects in a list; a list without is of texts
  bool extension = false;          // of smarttag's own, beyond the API that it follows
};

// Who calls; signature, time and permission have been checked.
struct Caller {
  jobs::UserId user = 0;
  std::string user_name;
  std::string key_id;
  std::string remote;      // address
  std::string request_id;  // upper-case UUID
  std::string host;        // the Host that the request names: "tags.example.org:8790"
};

// What operations work with; all of it is thread-safe and outlives the calls.
struct Services {
  jobs::Store& store;
  const Clock& clock;
  const Settings& settings;
  const inputs::Inputs& inputs;
  libraries::FaceSamples& faces;
};

struct Call {
  const Caller& caller;
  // The declared fields that were sent, in their declared types: nested names ("Input.Media",
  // "Hotwords.1.Text") and JSON texts have become objects and lists. Required fields are there and not empty.
  const results::Json& parameters;
  Services& services;
  StoredTexts& texts;  // those of the answer that lie in the blob store
};

struct Operation {
  std::string_view name;     // "SubmitSmarttagJob"; the permission is "ice:" and this
  std::string_view summary;  // one sentence, for the OpenAPI document
  std::vector<Field> request;
  std::vector<Field> response;  // without RequestId, which every answer has
  // The answer without RequestId. Errors become the envelope through the tables of base/error.h and error.h.
  Result<results::Json> (*run)(const Call& call);
  bool slow = false;  // takes more than a few milliseconds: runs on threads of its own
  // Waits for the disk: runs on other threads of its own, as writes that wait at once share one transaction.
  bool writes = false;
  bool extension = false;          // of smarttag's own, beyond the API that it follows
  std::string_view conflict = {};  // the code of a conflict, where that of base/error.h says too little
};

// In the order of the documentation.
std::span<const Operation> operations();

}  // namespace smarttag::api
