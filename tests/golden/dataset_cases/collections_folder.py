"""Writes small collections of images and texts, each in the layout of the real one."""

import json
import struct

import numpy as np

from dataset_cases.folder import image, png


def _put(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))


def _pictures(folder, *names, seed=0, **shape):
    for number, name in enumerate(names):
        _put(folder / name, png(image(seed + number, **shape)))


def write(folder):
    """All of them, in folders of their own."""
    texts(folder)
    images(folder)
    arrays(folder)


def texts(folder):
    for name, fields in (("ag_news", 3), ("amazon", 3), ("dbpedia", 3), ("sogou", 3), ("yahoo", 4), ("yelp", 2)):
        for part, n in (("train", 5), ("test", 3)):
            rows = [
                ",".join(f'"{part}{row} ""q"" f{field}, x"' if field else f'"{row % 4 + 1}"' for field in range(fields))
                for row in range(n)
            ]
            _put(folder / name / f"{part}.csv", "\n".join(rows) + "\n")
    for name, pattern in (("ptb", "ptb.{}.txt"), ("wikitext", "wiki.{}.tokens")):
        for part in ("train", "test", "valid"):
            _put(folder / name / pattern.format(part), f" first {part} \n\n = {part} = \n\n last <unk> line \n \n")
    _put(folder / "enwik9" / "enwik9", "<mediawiki>\n  <page> a b\n\nlast é\n")
    for part in ("train", "test"):
        _put(
            folder / "conll" / f"{part}.txt",
            f"Confidence NN B-NP\nin IN B-PP\n{part} DT B-NP\n\nChancellor NNP O\n\nTo TO B-PP\nx XX I-PP\n\n",
        )
    for part, name in (("train", "train"), ("dev", "dev"), ("test", "test")):
        _put(
            folder / "udpos" / f"en-ud-tag.v2.{name}.txt",
            f"Al\tPROPN\tNNP\n-\tPUNCT\tHYPH\n{part}\tNOUN\tNN\n\nZaman\tPROPN\tNNP\n:\tPUNCT\t:\n\n",
        )
    _put(folder / "sst2" / "train.tsv", "sentence\tlabel\nhide new , secretions \t0\nno wit \t1\nthat loves\t1\n")
    _put(folder / "sst2" / "dev.tsv", "sentence\tlabel\nit 's charming . \t1\nunflinching .\t0\n")
    _put(folder / "sst2" / "test.tsv", "index\tsentence\n0\tuneasy mishmash\n1\tthe film , well .\n")
    for place, name, n in (("training", "train", 4), ("validation", "val", 2), ("mmt16_task1_test", "test", 3)):
        for language in ("en", "de"):
            _put(
                folder / "multi30k" / place / f"{name}.{language}",
                "".join(f"{language} {name} {k}\n" for k in range(n)),
            )
    clue(folder / "clue")
    squad(folder / "squad")
    iwslt(folder)
    _put(folder / "usps" / "usps", "".join(_usps(row) for row in range(4)))
    _put(folder / "usps" / "usps.t", "".join(_usps(row) for row in range(4, 6)))


def _usps(row):
    values = np.random.RandomState(row).randint(-8, 9, 256) / 8
    return f"{row % 10 + 1} " + " ".join(f"{k + 1}:{value:.6f}" for k, value in enumerate(values)) + " \n"


def clue(folder):
    def lines(name, row):
        for part in ("train", "dev", "test"):
            _put(
                folder / name / f"{part}.json",
                "".join(json.dumps(row(part, k), ensure_ascii=False) + "\n" for k in range(3)),
            )

    lines(
        "afqmc",
        lambda part, k: {
            "id": k,
            "sentence1": f"花{part}{k}",
            "sentence2": "b",
            **({} if part == "test" else {"label": str(k % 2)}),
        },
    )
    lines(
        "tnews",
        lambda part, k: (
            {"id": k, "label": f"10{k}", "label_desc": "news", "sentence": f"s{k}", "keywords": "k,w"}
            if part != "test"
            else {"id": k, "sentence": f"s{k}", "keywords": "k"}
        ),
    )
    lines(
        "iflytek",
        lambda part, k: {
            "id": k,
            "sentence": f"t{k}",
            **({} if part == "test" else {"label": str(k), "label_des": "x"}),
        },
    )
    lines(
        "cmnli",
        lambda part, k: {
            "id": k,
            "sentence1": f"a{k}",
            "sentence2": "b",
            **({} if part == "test" else {"label": "neutral"}),
        },
    )
    lines(
        "wsc",
        lambda part, k: {
            "target": {"span1_index": k, "span2_index": 2 * k, "span1_text": "一", "span2_text": "二"},
            "idx": k,
            "text": f"w{k}",
            **({} if part == "test" else {"label": "true"}),
        },
    )
    lines(
        "csl",
        lambda part, k: {
            "id": k,
            "abst": f"c{k}",
            "keyword": ["a", "b", f"k{k}"],
            **({} if part == "test" else {"label": str(k % 2)}),
        },
    )


def squad(folder):
    for part in ("train", "dev"):
        data = [
            {
                "title": f"t{part}",
                "paragraphs": [
                    {
                        "context": f"Context {p} of {part}",
                        "qas": [
                            {
                                "question": f"q{p}{q}?",
                                "id": f"{p}{q}",
                                "answers": [{"text": f"a{k}", "answer_start": 3 * k + q} for k in range(q + 1)],
                            }
                            for q in range(2)
                        ],
                    }
                    for p in range(2)
                ],
            }
        ]
        _put(folder / f"{part}-v1.1.json", json.dumps({"data": data, "version": "1.1"}))


def iwslt(folder):
    def page(language, part, n):
        segments = "".join(f'<seg id="{k + 1}"> {language} {part} {k} & more. </seg>\n' for k in range(n))
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<mteval>\n<srcset setid="s" srclang="x">\n<doc docid="1" genre="lectures">\n<url>http://a</url>\n<title>T</title>\n{segments}</doc>\n</srcset>\n</mteval>\n'

    def train(language):
        return f"<url>http://a</url>\n<keywords>k</keywords>\n<talkid>1</talkid>\n<title>T {language}</title>\n<description>D</description>\n {language} one. \n{language} two.\n"

    place = folder / "iwslt2016" / "texts" / "de" / "en" / "de-en"
    for language in ("de", "en"):
        _put(place / f"train.tags.de-en.{language}", train(language))
        for part in ("dev2010", "tst2010", "tst2011", "tst2012", "tst2013", "tst2014"):
            _put(place / f"IWSLT16.TED.{part}.de-en.{language}.xml", page(language, part, 2))
    place = folder / "iwslt2017" / "texts" / "DeEnItNlRo" / "DeEnItNlRo" / "DeEnItNlRo-DeEnItNlRo"
    for language in ("de", "en"):
        _put(place / f"train.tags.de-en.{language}", train(language))
        for part in ("dev2010", "tst2010"):
            _put(place / f"IWSLT17.TED.{part}.de-en.{language}.xml", page(language, part, 2))


def images(folder):
    place = folder / "caltech256"
    _pictures(
        place,
        "001.ak47/001_0001.jpg",
        "001.ak47/001_0002.jpg",
        "002.american-flag/002_0001.jpg",
        "003.backpack/003_0001.jpg",
    )
    place = folder / "cityscapes"
    for mode, name in (("gtFine", "gtFine"), ("gtCoarse", "gtCoarse")):
        for part in ("train", "val", "test" if mode == "gtFine" else "train_extra"):
            kind = "leftImg8bit"
            for n in range(2):
                stem = f"aachen_00000{n}_000019"
                _pictures(place / kind / part / "aachen", f"{stem}_leftImg8bit.png", seed=n)
                target = place / mode / part / "aachen"
                _pictures(
                    target,
                    *[f"{stem}_{name}_{what}.png" for what in ("color", "instanceIds", "labelIds")],
                    seed=7 + n,
                    channels=1,
                )
                _put(
                    target / f"{stem}_{name}_polygons.json",
                    json.dumps({"imgHeight": n, "objects": [{"label": "road"}]}),
                )
    place = folder / "div2k"
    for part, numbers in (("train", (1, 2)), ("valid", (801, 802))):
        for n in numbers:
            _pictures(place / f"DIV2K_{part}_HR", f"{n:04}.png", seed=n)
            for kind, scale in (("bicubic", 2), ("bicubic", 3), ("unknown", 4)):
                _pictures(
                    place / f"DIV2K_{part}_LR_{kind}" / f"X{scale}",
                    f"{n:04}x{scale}.png",
                    seed=n + scale,
                    height=3,
                    width=3,
                )
            _pictures(place / f"DIV2K_{part}_LR_mild", f"{n:04}x4m.png", seed=n, height=2, width=2)
            _pictures(place / f"DIV2K_{part}_LR_x8", f"{n:04}x8.png", seed=n, height=2, width=2)
    place = folder / "flickr"
    names = ["100_a.jpg", "101_b.jpg"]
    _pictures(place / "Flickr8k_Dataset", *names)
    _put(
        place / "Flickr8k.token.txt",
        "".join(f"{name}#{k}\tA child {k} in {name} .\n" for name in names for k in range(5)),
    )
    place = folder / "food101"
    for food in ("apple_pie", "baby_back_ribs"):
        _pictures(place / "images" / food, "1.jpg", "2.jpg", "3.jpg", seed=len(food))
    _put(place / "meta" / "classes.txt", "apple_pie\nbaby_back_ribs\n")
    _put(place / "meta" / "train.txt", "apple_pie/1\napple_pie/3\nbaby_back_ribs/2\n")
    _put(place / "meta" / "test.txt", "baby_back_ribs/1\napple_pie/2\nbaby_back_ribs/3\n")
    place = folder / "kitti"
    for part in ("training", "testing"):
        _pictures(place / "data_object_image_2" / part / "image_2", "000000.png", "000001.png")
    for n in range(2):
        rows = [
            f"{kind} 0.{n}0 {k} -1.{k} 1.0{k} 2.5 30.25 40.5 1.5 1.6 3.6 {k}.5 1.5 20.5 -0.{k}1"
            for k, kind in enumerate(("Car", "Pedestrian", "DontCare")[: n + 2])
        ]
        _put(place / "data_object_label_2" / "training" / "label_2" / f"00000{n}.txt", "\n".join(rows) + "\n")
    place = folder / "lfw"
    for kind in ("lfw", "lfw-deepfunneled", "lfw_funneled"):
        for person, n in (("Aaron_E", 2), ("Abbas_K", 2), ("Zoe_B", 1)):
            _pictures(place / kind / person, *[f"{person}_{k + 1:04}.jpg" for k in range(n)], seed=len(kind))
    _put(place / "lfw-names.txt", "Aaron_E\t2\nAbbas_K\t2\nZoe_B\t1\n")
    _put(place / "people.txt", "2\n1\nAaron_E\t2\n2\nAbbas_K\t2\nZoe_B\t1\n")
    _put(place / "peopleDevTrain.txt", "2\nAaron_E\t2\nZoe_B\t1\n")
    _put(place / "peopleDevTest.txt", "1\nAbbas_K\t2\n")
    pairs = "Aaron_E\t1\t2\n", "Aaron_E\t1\tZoe_B\t1\n"
    _put(place / "pairs.txt", "2\t1\n" + "".join(pairs) + "Abbas_K\t1\t2\nAbbas_K\t1\tZoe_B\t1\n")
    _put(place / "pairsDevTrain.txt", "1\n" + "".join(pairs))
    _put(place / "pairsDevTest.txt", "1\nAbbas_K\t1\t2\nAbbas_K\t2\tZoe_B\t1\n")
    place = folder / "lsun"
    for kind in ("bedroom", "classroom"):
        _pictures(place / f"{kind}_train", "1_1.jpg", "1_2.jpg", seed=len(kind))
        _pictures(place / f"{kind}_val", "2_1.jpg", seed=3)
    _pictures(place / "test", "3.jpg", "4.jpg", seed=5)
    place = folder / "omniglot"
    for part in ("images_background", "images_evaluation"):
        for alphabet in ("Angelic", "Braille"):
            for character in ("character01", "character02"):
                _pictures(
                    place / part / alphabet / character, "01.png", "02.png", seed=len(part + alphabet), channels=1
                )
    place = folder / "places365"
    for part in ("standard", "challenge"):
        _put(place / f"places365_train_{part}.txt", "/a/airfield/1.jpg 0\n/b/bow/2.jpg 1\n/b/bow/3.jpg 1\n")
        for size in ("256", "large"):
            _pictures(
                place / f"data_{size}_{part}", "a/airfield/1.jpg", "b/bow/2.jpg", "b/bow/3.jpg", seed=len(part + size)
            )
    _put(place / "places365_val.txt", "Places365_val_1.jpg 1\nPlaces365_val_2.jpg 0\n")
    _put(place / "categories_places365.txt", "/a/airfield 0\n/b/bow 1\n")
    for size in ("256", "large"):
        _pictures(place / f"val_{size}", "Places365_val_1.jpg", "Places365_val_2.jpg", seed=len(size))
    place = folder / "rendered"
    for part in ("train", "test", "valid"):
        for kind in ("negative", "positive"):
            _pictures(place / part / kind, "0001.png", "0002.png", seed=len(part + kind))
    place = folder / "sbu"
    _put(
        place / "SBU_captioned_photo_dataset_urls.txt",
        "http://static.flickr.com/3326/m_a.jpg\nhttp://static.flickr.com/2522/b.jpg\nhttp://static.flickr.com/1/c.jpg\n",
    )
    _put(place / "SBU_captioned_photo_dataset_captions.txt", "A first caption \nThe second.\nNone\n")
    _pictures(place / "sbu_images", "m_3326_m_a.jpg", "m_2522_b.jpg")
    place = folder / "sun397"
    _put(place / "ClassName.txt", "/a/abbey\n/a/apartment_building/outdoor\n/b/balcony/exterior\n")
    for name in ("a/abbey", "a/apartment_building/outdoor", "b/balcony/exterior"):
        _pictures(place / name, "sun_a.jpg", "sun_b.jpg", seed=len(name))
    place = folder / "widerface"  # one image each: MindSpore takes them in the order of the file system
    for part in ("train", "val", "test"):
        _pictures(place / f"WIDER_{part}" / "images" / "0--Parade", f"0_{part}_1.jpg", seed=len(part))
    boxes = {"train": "2\n1 2 3 4 1 0 1 0 2 0 \n5 6 7 8 2 1 0 1 1 1 \n", "val": "1\n449 330 122 149 0 0 0 0 0 0 \n"}
    for part, text in boxes.items():
        _put(place / "wider_face_split" / f"wider_face_{part}_bbx_gt.txt", f"0--Parade/0_{part}_1.jpg\n{text}")
    _put(place / "wider_face_split" / "wider_face_test_filelist.txt", "0--Parade/0_test_1.jpg\n")


def arrays(folder):
    random = np.random.RandomState(4)
    place = folder / "qmnist"
    for name, n in (("qmnist-train", 4), ("qmnist-test", 6), ("xnist", 3)):
        pixels, labels = random.randint(0, 256, (n, 28, 28)), random.randint(0, 10, (n, 8))
        _put(
            place / f"{name}-images-idx3-ubyte",
            struct.pack(">IIII", 2051, n, 28, 28) + pixels.astype(np.uint8).tobytes(),
        )
        _put(place / f"{name}-labels-idx2-int", struct.pack(">III", 3074, n, 8) + labels.astype(">u4").tobytes())
    rows = [
        " ".join(f"{value:.4f}" for value in random.randint(0, 2, 256))
        + " "
        + " ".join(str(int(k == n)) for k in range(10))
        + " \n"
        for n in (3, 0, 9)
    ]
    _put(folder / "semeion" / "semeion.data", "".join(rows))
    place = folder / "stl10"
    for part, n in (("train", 3), ("test", 2), ("unlabeled", 2)):
        _put(place / f"{part}_X.bin", random.randint(0, 256, (n, 3, 96, 96)).astype(np.uint8).tobytes())
        if part != "unlabeled":
            _put(place / f"{part}_y.bin", random.randint(1, 11, n).astype(np.uint8).tobytes())
