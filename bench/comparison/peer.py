"""The peer: what a person assembles in Python. Prints what it found as JSON.

    peer.py CACHE PARTS BEAM FILE

One pass over the video with PyAV; text by RapidOCR (its default models, PP-OCRv6 small) on one frame a second; faces by
SCRFD and objects by NanoDet, both on ONNX Runtime, on two frames a second; speech by faster-whisper base, int8, with
its voice activity filter. Every library may use all cores.
"""

import json
import os
import pathlib
import sys

import av
import cv2
import numpy as np
import weights

CORES = len(os.sched_getaffinity(0))
RATE = {"ocr": 1.0, "faces": 2.0, "objects": 2.0}  # frames a second


def session(model: pathlib.Path):
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = CORES
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


class Ocr:
    def __init__(self, cache: pathlib.Path) -> None:
        del cache
        from rapidocr import RapidOCR
        self.engine = RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": CORES,
                                       "Global.log_level": "critical"})
        self.found: list[dict] = []

    def see(self, time: float, picture: np.ndarray) -> None:
        lines = self.engine(picture).txts
        if lines:
            self.found.append({"timestamp": round(time, 2), "lines": list(lines)})


class Faces:
    def __init__(self, cache: pathlib.Path) -> None:
        folder = weights.scrfd(cache)
        sys.path.insert(0, str(folder / "src"))
        import scrfd
        self.detector = scrfd.SCRFD.from_session(session(folder / "models" / "scrfd.onnx"))
        self.threshold = scrfd.Threshold(probability=0.5)
        self.found: list[dict] = []

    def see(self, time: float, picture: np.ndarray) -> None:
        from PIL import Image
        faces = self.detector.detect(Image.fromarray(picture[:, :, ::-1]), threshold=self.threshold)
        if faces:
            self.found.append({"timestamp": round(time, 2), "faces": len(faces)})


class Objects:
    SIZE, SCORE, OVERLAP = 416, 0.4, 0.6
    MEAN, SCALE = np.float32([103.53, 116.28, 123.675]), np.float32([57.375, 57.12, 58.395])

    def __init__(self, cache: pathlib.Path) -> None:
        self.session = session(weights.nanodet(cache) / "model.onnx")
        self.labels = (weights.ROOT / "data" / "labels" / "coco80.txt").read_text(encoding="utf-8").splitlines()
        self.centres = np.concatenate([
            (np.stack(np.meshgrid(*[np.arange(self.SIZE // s)] * 2), -1).reshape(-1, 2) + 0.5) * s for s in (8, 16, 32)])
        self.strides = np.concatenate([np.full((self.SIZE // s) ** 2, s) for s in (8, 16, 32)])
        self.found: list[dict] = []

    def see(self, time: float, picture: np.ndarray) -> None:
        height, width = picture.shape[:2]
        ratio = self.SIZE / max(height, width)
        small = cv2.resize(picture, (round(width * ratio), round(height * ratio)), interpolation=cv2.INTER_AREA)
        boxed = np.zeros((self.SIZE, self.SIZE, 3), np.uint8)
        boxed[:small.shape[0], :small.shape[1]] = small
        blob = ((boxed - self.MEAN) / self.SCALE).transpose(2, 0, 1)[None]
        scores, distances = self.session.run(None, {self.session.get_inputs()[0].name: blob.astype(np.float32)})
        best = scores[0].max(1)
        kept = best > self.SCORE
        bins = np.exp(distances[0][kept].reshape(-1, 4, 11))
        sides = (bins / bins.sum(2, keepdims=True)) @ np.arange(11) * self.strides[kept, None]
        corners = np.concatenate([self.centres[kept] - sides[:, :2], sides[:, :2] + sides[:, 2:]], 1)
        classes = scores[0][kept].argmax(1)
        chosen = cv2.dnn.NMSBoxesBatched(corners.tolist(), best[kept].tolist(), classes.tolist(), self.SCORE,
                                         self.OVERLAP) if kept.any() else []
        if len(chosen):
            self.found.append({"timestamp": round(time, 2), "objects": sorted(self.labels[classes[i]] for i in chosen)})


SEERS = {"ocr": Ocr, "faces": Faces, "objects": Objects}


def watch(file: str, seers: dict) -> None:
    with av.open(file) as container:
        if not container.streams.video:
            return
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        due = dict.fromkeys(seers, 0.0)
        for frame in container.decode(stream):
            time = frame.time or 0.0
            picture = None
            for part, seer in seers.items():
                if time + 1e-3 >= due[part]:
                    picture = frame.to_ndarray(format="bgr24") if picture is None else picture
                    seer.see(time, picture)
                    due[part] += 1 / RATE[part]


def listen(file: str, cache: pathlib.Path, beam: int) -> list[dict]:
    with av.open(file) as container:
        if not container.streams.audio:
            return []
    from faster_whisper import WhisperModel
    model = WhisperModel(str(weights.whisper(cache)), device="cpu", compute_type="int8", cpu_threads=CORES)
    segments, _ = model.transcribe(file, beam_size=beam, vad_filter=True)
    return [{"from": round(s.start, 2), "to": round(s.end, 2), "content": s.text.strip()} for s in segments]


def main() -> None:
    cache, parts, beam, file = pathlib.Path(sys.argv[1]), sys.argv[2].split(","), int(sys.argv[3]), sys.argv[4]
    seers = {part: SEERS[part](cache) for part in parts if part in SEERS}
    if seers:
        watch(file, seers)
    found = {part: seer.found for part, seer in seers.items()}
    if "asr" in parts:
        found["asr"] = listen(file, cache, beam)
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
