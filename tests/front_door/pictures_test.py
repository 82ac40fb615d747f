"""Pictures that FFmpeg alone does not read (HEIC, AVIF, animated WebP), inside the sandbox; pages that lie anyhow."""

import pytest
from program import analyze_json, data_of, ffmpeg

TEXT = "Harbour office 4711"
CARD = ("-f", "lavfi", "-i", "color=c=white:s=640x360:r=5:d=4", "-vf",
        f"drawtext=font=DejaVu Sans:text='{TEXT}':fontsize=44:fontcolor=black:x=60:y=150:enable='lt(t,2)'")


def box(name: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return (len(inside) + 8).to_bytes(4, "big") + name + inside


def box_in(content: bytes, name: bytes) -> bytes:
    at = content.index(name) - 4
    return content[at:at + int.from_bytes(content[at:at + 4], "big")]


def heic(mp4: bytes, width: int, height: int, kind: bytes = b"hvc1") -> bytes:
    """The one HEVC frame of an MP4 as a HEIF picture (ISO/IEC 23008-12)."""
    size = box(b"ispe", bytes(4), width.to_bytes(4, "big"), height.to_bytes(4, "big"))
    properties = box(b"iprp", box(b"ipco", size, box_in(mp4, b"hvcC")),
                     box(b"ipma", bytes(4), bytes([0, 0, 0, 1, 0, 1, 2, 0x81, 0x82])))
    picture = box_in(mp4, b"mdat")[8:]
    start = box(b"ftyp", b"heic", bytes(4), b"mif1heic")

    def meta(offset: int) -> bytes:
        place = bytes([0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1]) + offset.to_bytes(4, "big") + len(picture).to_bytes(4, "big")
        return box(b"meta", bytes(4), box(b"hdlr", bytes(8), b"pict", bytes(13)), box(b"pitm", bytes([0, 0, 0, 0, 0, 1])),
                   box(b"iloc", bytes(4), place),
                   box(b"iinf", bytes([0, 0, 0, 0, 0, 1]), box(b"infe", bytes([2, 0, 0, 0, 0, 1, 0, 0]), kind, b"\0")),
                   properties)

    return start + meta(len(start) + len(meta(0)) + 8) + box(b"mdat", picture)


@pytest.fixture(name="frame", scope="module")
def coded_frame(made) -> bytes:
    file = made / "frame.mp4"
    ffmpeg(*CARD, "-frames:v", "1", "-c:v", "libx265", "-x265-params", "log-level=none", "-tag:v", "hvc1", "-pix_fmt",
           "yuv420p", file)
    return file.read_bytes()


def lines(job: dict) -> list[str]:
    return [line["content"] for detail in data_of(job)["OCR"]["details"] for line in detail["info"]]


def test_heic(tmp_path, frame):
    (tmp_path / "a.heic").write_bytes(heic(frame, 640, 360))
    job = analyze_json("--quiet", "--types", "OCR", tmp_path / "a.heic").job()
    assert lines(job) == [TEXT]
    assert job["Usages"]["Usage"] == [{"Type": "image", "Quota": 1}]


def test_avif(tmp_path):
    ffmpeg(*CARD, "-frames:v", "1", "-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "8", tmp_path / "a.avif")
    assert lines(analyze_json("--quiet", "--types", "OCR", tmp_path / "a.avif").job()) == [TEXT]


def test_animated_webp_is_a_film(tmp_path):
    ffmpeg(*CARD, "-c:v", "libwebp_anim", "-quality", "80", tmp_path / "a.webp")
    job = analyze_json("--quiet", "--types", "OCR", tmp_path / "a.webp").job()
    assert set(lines(job)) == {TEXT}
    times = [detail["timestamp"] for detail in data_of(job)["OCR"]["details"]]
    assert min(times) == 0 and 1 <= max(times) < 2.1
    assert job["Usages"]["Usage"] == [{"Type": "video", "Quota": 4}]


def test_a_page_upside_down_is_read_from_its_own_top(tmp_path):
    rows = ["Harbour office", "second floor", "room number 4711"]
    drawn = ",".join(f"drawtext=font=DejaVu Sans:text='{text}':fontsize=44:fontcolor=black:x=60:y={60 + 90 * i}"
                     for i, text in enumerate(rows))
    ffmpeg("-f", "lavfi", "-i", "color=c=white:s=640x360", "-vf", f"{drawn},hflip,vflip", "-frames:v", "1", "-update", "1",
           tmp_path / "page.png")
    assert lines(analyze_json("--quiet", "--types", "OCR", tmp_path / "page.png").job()) == rows


def refused(file) -> str:
    run = analyze_json("--quiet", "--types", "OCR", file)
    assert run.code == 3, run
    return run.job()["Message"]


def test_a_heic_that_is_cut_off(tmp_path, frame):
    whole = heic(frame, 640, 360)
    (tmp_path / "cut.heic").write_bytes(whole[:len(whole) * 3 // 4])
    assert "damaged or cut off" in refused(tmp_path / "cut.heic")


def test_a_heif_of_a_codec_that_is_not_known(tmp_path, frame):
    (tmp_path / "other.heic").write_bytes(heic(frame, 640, 360, kind=b"xyz1"))
    assert "Convert the picture to PNG or JPEG first" in refused(tmp_path / "other.heic")


def test_a_heic_beyond_the_limit_of_pixels(tmp_path, frame):
    (tmp_path / "large.heic").write_bytes(heic(frame, 30_000, 30_000))
    assert "max-pixels" in refused(tmp_path / "large.heic")
