"""The tests import `mindspore` and get msgrad, as a user's code does."""

import msgrad

msgrad.install()
