"""Collections of texts and images in the layouts of the real ones (collections_folder.py)."""

TEXTS = [
    f"ds.{name}(C + '{place}'{usage}, shuffle=False)"
    for name, place, usages in (
        ("AGNewsDataset", "ag_news", "train test all"), ("AmazonReviewDataset", "amazon", "train all"), ("DBpediaDataset", "dbpedia", "train all"), ("SogouNewsDataset", "sogou", "test"), ("YahooAnswersDataset", "yahoo", "train"),
        ("YelpReviewDataset", "yelp", "test"), ("PennTreebankDataset", "ptb", "train test valid all"), ("WikiTextDataset", "wikitext", "train all"), ("EnWik9Dataset", "enwik9", ""), ("CoNLL2000Dataset", "conll", "train test all"), ("UDPOSDataset", "udpos", "train valid all"),
        ("SST2Dataset", "sst2", "train dev test"), ("Multi30kDataset", "multi30k", "train valid test all"), ("SQuADDataset", "squad", "train dev all"), ("USPSDataset", "usps", "train test all"), ("IWSLT2016Dataset", "iwslt2016", "train valid test all"), ("IWSLT2017Dataset", "iwslt2017", "train valid test all"),
    )
    for usage in (["", *[f", '{usage}'" for usage in usages.split()]])
] + [
    "ds.Multi30kDataset(C + 'multi30k', 'train', ['de', 'en'], shuffle=False)", "ds.Multi30kDataset(C + 'multi30k', 'train', ['de', 'fr'])", "ds.IWSLT2016Dataset(C + 'iwslt2016', 'valid', ('de', 'en'), 'dev2010', shuffle=False)", "ds.IWSLT2016Dataset(C + 'iwslt2016', 'test', ('de', 'en'), test_set='tst2012', shuffle=False)",
    "ds.IWSLT2016Dataset(C + 'iwslt2016', 'train', ('de', 'xx'))", "ds.AGNewsDataset(C + 'ag_news', 'train')", "ds.AGNewsDataset(C + 'ag_news', 'no')", "ds.AGNewsDataset(C + 'no', 'train')", "ds.AGNewsDataset(C + 'ptb', 'train')", "ds.AGNewsDataset(C + 'ag_news', num_samples=2, shuffle=False)",
    "ds.WikiTextDataset(C + 'wikitext', 'train')", "ds.PennTreebankDataset(C + 'ptb', num_shards=2, shard_id=0, shuffle=False)", "ds.CoNLL2000Dataset(C + 'conll', num_samples=1, shuffle=False)", "ds.SST2Dataset(C + 'sst2', 'train')", "ds.USPSDataset(C + 'usps', 'all')", "ds.SQuADDataset(C + 'squad', 'train')", "ds.SQuADDataset(C + 'squad', num_samples=3, shuffle=False)", "ds.EnWik9Dataset(C + 'enwik9')",
    "ds.SST2Dataset(C + 'sst2', 'all')", "ds.Multi30kDataset(C + 'multi30k')", "ds.SST2Dataset(C + 'ptb')", "ds.USPSDataset(C + 'ptb')", "ds.SQuADDataset(C + 'ptb')", "ds.CoNLL2000Dataset(C + 'ptb')",
] + [
    f"ds.CLUEDataset(C + 'clue/{task}/{file}.json', '{task.upper()}', '{usage}', shuffle=False)" for task in ("afqmc", "tnews", "iflytek", "cmnli", "wsc", "csl") for file, usage in (("train", "train"), ("dev", "eval"), ("test", "test"))
] + [
    "ds.CLUEDataset(C + 'clue/afqmc/train.json')", "ds.CLUEDataset(C + 'clue/afqmc/train.json', 'no')", "ds.CLUEDataset(C + 'clue/afqmc/train.json', 'AFQMC', 'no')", "ds.CLUEDataset(C + 'clue/afqmc/test.json', 'AFQMC', 'train', shuffle=False)", "ds.CLUEDataset([C + 'clue/afqmc/train.json', C + 'clue/afqmc/dev.json'], shuffle=False)", "ds.CLUEDataset(C + 'ptb/ptb.train.txt')",
]  # fmt: skip
IMAGES = [
    f"ds.{name}(C + '{place}'{arguments}, shuffle=False)"
    for name, place, variants in (
        ("Caltech256Dataset", "caltech256", "|decode=True"), ("CityscapesDataset", "cityscapes", "|'train', task='semantic'|'val', task='color', decode=True|'test', task='polygon'|'all', task='semantic'|'train_extra', 'coarse'|'all', 'coarse', 'color'|'test', 'coarse'"),
        ("DIV2KDataset", "div2k", "|'valid', 'bicubic', 3|'all', 'unknown', 4, decode=True|'train', 'mild', 4|'train', 'bicubic', 8|'train', 'bicubic', 5|'train', 'mild', 2"), ("FlickrDataset", "flickr/Flickr8k_Dataset', C + 'flickr/Flickr8k.token.txt", "|decode=True"), ("Food101Dataset", "food101", "|'train'|'test', decode=True"),
        ("KITTIDataset", "kitti", "|'train', decode=True|'test'"), ("LFWDataset", "lfw", "|'people', 'train'|'people', 'test'|'people', '10fold'|'people', 'all', 'original'|'pairs', 'train'|'pairs', 'test', decode=True|'pairs', '10fold'|'pairs', 'all', 'funneled'|'pairs', None, 'deepfunneled'"),
        ("LSUNDataset", "lsun", "|'train', ['bedroom']|'valid', ['bedroom', 'classroom'], decode=True|'test'|'train'"), ("OmniglotDataset", "omniglot", "|True|False, decode=True"), ("Places365Dataset", "places365", "|'train-standard', False|'train-challenge', True, True|'val'|'val', False"), ("RenderedSST2Dataset", "rendered", "|'train'|'val', decode=True|'test'|'all'"),
        ("SBUDataset", "sbu", "|decode=True"), ("SUN397Dataset", "sun397", "|decode=True"), ("WIDERFaceDataset", "widerface", "|'train'|'valid', decode=True|'test'"), ("QMnistDataset", "qmnist", "|'train'|'test'|'test10k'|'test50k'|'nist'|'train', False|'all', compat=False"), ("SemeionDataset", "semeion", ""),
        ("STL10Dataset", "stl10", "|'train'|'test'|'unlabeled'|'train+unlabeled'|'all'"),
    )
    for arguments in [f", {variant}" if variant else "" for variant in variants.split("|")]
] + [
    "ds.FakeImageDataset(5, (4, 3, 3), 4, 1, shuffle=False)", "ds.FakeImageDataset(6, (2, 2, 1), shuffle=False)", "ds.FakeImageDataset(0)", "ds.FakeImageDataset(3, (2, 2))", "ds.FakeImageDataset(3, (2, 2, 3), 0)", "ds.FakeImageDataset(3, (2, 2, 3), 3, -1)", "ds.FakeImageDataset(4, (2, 2, 3), num_samples=2)",
    "ds.Caltech256Dataset(C + 'caltech256')", "ds.Caltech256Dataset(C + 'caltech256', num_samples=2, shuffle=False)", "ds.Caltech256Dataset(C + 'caltech256', sampler=ds.PKSampler(1))", "ds.Caltech256Dataset(C + 'no')", "ds.Caltech256Dataset(C + 'ptb')", "ds.OmniglotDataset(C + 'omniglot', num_shards=2, shard_id=0, shuffle=False)", "ds.STL10Dataset(C + 'stl10', 'no')",
    "ds.STL10Dataset(C + 'ptb')", "ds.QMnistDataset(C + 'ptb')", "ds.SemeionDataset(C + 'ptb')", "ds.SBUDataset(C + 'ptb')", "ds.WIDERFaceDataset(C + 'ptb')", "ds.LFWDataset(C + 'lfw', 'no')", "ds.LFWDataset(C + 'lfw', 'people', image_set='no')", "ds.LSUNDataset(C + 'lsun', 'train', 'bedroom', shuffle=False)", "ds.LSUNDataset(C + 'lsun', 'train', ['no'])", "ds.Places365Dataset(C + 'places365', 'no')",
]  # fmt: skip
CASES = [(expr.replace("C + '", "F + '/collections/"), {}) for expr in TEXTS + IMAGES]
