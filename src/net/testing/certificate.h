// Certificates for the TLS servers of tests.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace smarttag::net::testing {

// A certificate signed by itself for the given name ("DNS:media.test"), and its key, as PEM files.
struct Certificate {
  std::filesystem::path certificate;
  std::filesystem::path key;

  Certificate(const std::filesystem::path& folder, const std::string& name)
      : certificate(folder / "cert.pem"), key(folder / "key.pem") {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pair{EVP_EC_gen("P-256"), &EVP_PKEY_free};
    const std::unique_ptr<X509, decltype(&X509_free)> x{X509_new(), &X509_free};
    X509_set_version(x.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(x.get()), 3600);
    X509_set_pubkey(x.get(), pair.get());
    auto* subject = X509_get_subject_name(x.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"),
                               -1, -1, 0);
    X509_set_issuer_name(x.get(), subject);
    X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, name.c_str());
    X509_add_ext(x.get(), names, -1);
    X509_EXTENSION_free(names);
    X509_sign(x.get(), pair.get(), EVP_sha256());
    write(certificate, [&](BIO* out) { return PEM_write_bio_X509(out, x.get()); });
    write(key, [&](BIO* out) {
      return PEM_write_bio_PrivateKey(out, pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
  }

  template <class Writer>
  static void write(const std::filesystem::path& file, Writer writer) {
    BIO* out = BIO_new_file(file.c_str(), "w");
    EXPECT_EQ(writer(out), 1);
    BIO_free(out);
  }
};

}  // namespace smarttag::net::testing
