#include "jobs/secrets/sealed_secret.h"
#include "digest/digest.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace smarttag::jobs {
namespace {

constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

class File {
 public:
  File(const std::filesystem::path& path, int flags, mode_t mode = 0)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

tl::unexpected<Error> key_error(const std::filesystem::path& file, std::string_view why) {
  return fail(ErrorKind::kStoreFailed,
              fmt::format("The server's key file {} {}. Restore it from the backup of the data folder.",
                          file.filename().string(), why),
              fmt::format("{}: {}", file.string(), std::strerror(errno)));
}

// Written under another name first, so that a crash leaves no half key; linked, so that of two processes one
// wins.
bool make_key(const std::filesystem::path& file) {
  std::array<std::uint8_t, 32> key{};
  if (RAND_bytes(key.data(), key.size()) != 1) return false;
  const std::string fresh = fmt::format("{}.{}", file.string(), getpid());
  ::unlink(fresh.c_str());
  {
    const File out{fresh, O_WRONLY | O_CREAT | O_EXCL, 0600};
    if (out.fd() < 0) return false;
    if (::write(out.fd(), key.data(), key.size()) != static_cast<ssize_t>(key.size()) || fsync(out.fd()) != 0)
      return false;
  }
  const bool linked = ::link(fresh.c_str(), file.c_str()) == 0 || errno == EEXIST;
  ::unlink(fresh.c_str());
  const File folder{file.parent_path(), O_RDONLY | O_DIRECTORY};
  return linked && folder.fd() >= 0 && fsync(folder.fd()) == 0;
}

}  // namespace

Result<SecretBox> SecretBox::open(const std::filesystem::path& key_file, bool may_make) {
  if (may_make && !std::filesystem::exists(key_file) && !make_key(key_file))
    return key_error(key_file, "cannot be made");
  const File in{key_file, O_RDONLY};
  struct stat about {};
  if (in.fd() < 0 || fstat(in.fd(), &about) != 0) return key_error(key_file, "is missing or cannot be read");
  if ((about.st_mode & 077) != 0) return key_error(key_file, "can be read by others: set its mode to 600");
  Key key{};
  std::array<std::uint8_t, sizeof key + 1> content{};
  if (::read(in.fd(), content.data(), content.size()) != static_cast<ssize_t>(key.size()))
    return key_error(key_file, "is damaged");
  std::memcpy(key.data(), content.data(), key.size());
  return SecretBox{key};
}

std::string SecretBox::derived(std::string_view purpose) const {
  return digest::hmac_sha256({reinterpret_cast<const char*>(key_.data()), key_.size()}, purpose);
}

std::vector<std::uint8_t> SecretBox::seal(std::string_view secret, std::string_view name) const {
  std::vector<std::uint8_t> sealed(kNonce + secret.size() + kTag);
  auto* body = sealed.data() + kNonce;
  const Cipher cipher{EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free};
  int length = 0;
  const bool done =
      RAND_bytes(sealed.data(), kNonce) == 1 &&
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key_.data(), sealed.data()) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &length, reinterpret_cast<const unsigned char*>(name.data()),
                        static_cast<int>(name.size())) == 1 &&
      EVP_EncryptUpdate(cipher.get(), body, &length, reinterpret_cast<const unsigned char*>(secret.data()),
                        static_cast<int>(secret.size())) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), body + length, &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTag, body + secret.size()) == 1;
  if (!done) std::abort();  // only without memory or randomness
  return sealed;
}

Result<std::string> SecretBox::unseal(std::span<const std::uint8_t> sealed, std::string_view name) const {
  const auto broken = [] {
    return fail(ErrorKind::kStoreFailed, "A secret in the server's database cannot be read.",
                "it was sealed by another key, or altered");
  };
  if (sealed.size() < kNonce + kTag) return broken();
  const auto body = sealed.subspan(kNonce, sealed.size() - kNonce - kTag);
  std::array<std::uint8_t, kTag> tag{};
  std::memcpy(tag.data(), sealed.data() + kNonce + body.size(), kTag);
  std::string secret(body.size(), '\0');
  auto* out = reinterpret_cast<unsigned char*>(secret.data());
  const Cipher cipher{EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free};
  int length = 0;
  const bool genuine =
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key_.data(), sealed.data()) == 1 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &length, reinterpret_cast<const unsigned char*>(name.data()),
                        static_cast<int>(name.size())) == 1 &&
      EVP_DecryptUpdate(cipher.get(), out, &length, body.data(), static_cast<int>(body.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTag, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), out + length, &length) == 1;
  if (!genuine) return broken();
  return secret;
}

}  // namespace smarttag::jobs
