// The tables, and how an older database file becomes a newer one.
#pragma once

#include "jobs/sqlite/engine/connection.h"

namespace smarttag::jobs::sqlite {

// What this program makes and understands; kept in the file as PRAGMA user_version.
int schema_version();

// Runs the steps that the file lacks, each in a transaction of its own; safe when two processes do it at
// once. Throws StoreFailure on a file of a newer version, and on one that is no database of smarttag.
void migrate(Connection& connection);

}  // namespace smarttag::jobs::sqlite
