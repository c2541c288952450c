"""`mindspore.dataset.audio`: transforms of sound.

Most formulas are those of SoX and of torchaudio; filters and windows are SciPy's, imported when first needed.
"""

from msgrad._names import missing_name_getattr
from msgrad.dataset.audio.base import AudioTensorOperation
from msgrad.dataset.audio.effects import Flanger, Phaser, Vad
from msgrad.dataset.audio.filters import (
    AllpassBiquad,
    BandBiquad,
    BandpassBiquad,
    BandrejectBiquad,
    BassBiquad,
    Biquad,
    DeemphBiquad,
    EqualizerBiquad,
    Filtfilt,
    HighpassBiquad,
    LFilter,
    LowpassBiquad,
    RiaaBiquad,
    TrebleBiquad,
)
from msgrad.dataset.audio.levels import (
    AmplitudeToDB,
    Contrast,
    DBToAmplitude,
    DCShift,
    Dither,
    Fade,
    Gain,
    MuLawDecoding,
    MuLawEncoding,
    Overdrive,
    Vol,
)
from msgrad.dataset.audio.masks import FrequencyMasking, MaskAlongAxis, MaskAlongAxisIID, TimeMasking
from msgrad.dataset.audio.resampling import DetectPitchFrequency, PitchShift, Resample
from msgrad.dataset.audio.spectra import (
    LFCC,
    MFCC,
    Angle,
    ComplexNorm,
    ComputeDeltas,
    GriffinLim,
    InverseMelScale,
    InverseSpectrogram,
    Magphase,
    MelScale,
    MelSpectrogram,
    PhaseVocoder,
    SlidingWindowCmn,
    SpectralCentroid,
    Spectrogram,
    TimeStretch,
)
from msgrad.dataset.audio.utils import (
    BorderType,
    DensityFunction,
    FadeShape,
    GainType,
    Interpolation,
    MelType,
    Modulation,
    NormMode,
    NormType,
    ResampleMethod,
    ScaleType,
    WindowType,
    create_dct,
    linear_fbanks,
    melscale_fbanks,
)

__getattr__ = missing_name_getattr(__name__)
