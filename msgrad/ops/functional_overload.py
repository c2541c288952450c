"""Names of functions of `mindspore.mint` that MindSpore keeps here: found by `msgrad.ops.mint_names`."""
