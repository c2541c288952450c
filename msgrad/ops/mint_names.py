"""The names that `mindspore.ops` and its inner modules have for functions of `mindspore.mint`."""

MINT_NAMES = {
    "ops": """
        adaptive_avg_pool2d_ext baddbmm_ext bernoulli_ext conv_transpose2d diff_ext einsum_ext float_power_ext
        inplace_sigmoid isnan_ext mse_loss_ext
    """,
    "ops.functional": """
        adaptive_avg_pool2d_ext argmax_ext baddbmm_ext bernoulli_ext conv_transpose2d diff_ext einsum_ext
        float_power_ext inplace_sigmoid isnan_ext mse_loss_ext
    """,
    "ops.function.math_func": """
        acos_ext acosh_ext add_ext addbmm_ext addcmul_ext addmm_ext addmv_ext amax_ext amin_ext arccos_ext
        arccosh_ext arcsin_ext arcsinh_ext arctan2_ext arctan_ext argmax_ext asin_ext asinh_ext atan2_ext atan_ext
        baddbmm_ext bernoulli_ext bincount_ext bitwise_and_ext bitwise_or_ext bitwise_xor_ext bmm_ext cross cumprod
        diff_ext divide dstack einsum_ext float_power_ext frac_ext gcd greater gt histc_ext inverse_ext isclose
        isnan_ext le less less_equal linalg_norm linspace_ext logical_and logical_not logical_or logical_xor lt
        matmul matrix_norm_ext maximum median_ext minimum mul_ext ne norm_ext polar pow_ext remainder_ext
        roll std_ext std_mean_ext sub_ext tanh var_ext var_mean_ext vector_norm_ext
    """,
    "ops.function.nn_func": """
        adaptive_avg_pool2d_ext avg_pool2d_ext avg_pool3d_ext batch_norm_ext conv2d_ext conv_transpose2d
        cross_entropy_ext dropout2d_ext dropout_ext flatten_ext flip gather_ext glu_ext inplace_sigmoid interpolate_ext
        kl_div_ext l1_loss_ext log_softmax_ext logsigmoid_ext masked_select max_pool2d_ext mse_loss_ext nll_loss_ext
        pad_ext relu_ softmax_ext
    """,
    "ops.function.array_func": """
        arange_ext broadcast_to chunk_ext chunk_view eye full_ext full_like_ext gather_ext hstack masked_select
        max_ext meshgrid_ext min_ext nonzero one_hot_ext ones_like_ext ravel repeat_interleave_ext scatter_add_ext
        searchsorted sort_ext split_ext split_view take tile tril_ext triu unbind_ext unsqueeze_view zeros_like_ext
    """,
    "ops.function.random_func": """
        multinomial_ext normal_ext rand_ext rand_like_ext randint_ext randint_like_ext randn_ext randn_like_ext
        randperm_ext
    """,
    "ops.auto_generate": """
        abs acos_ext acosh_ext adaptive_avg_pool1d adaptive_avg_pool3d_ext argmax_ext argmin_ext argsort_ext
        asin_ext asinh_ext atan2_ext atan_ext atanh avg_pool1d_ext bincount_ext bmm_ext broadcast_to
        broadcast_to_view ceil clone conv_transpose2d cos cosh cosine_embedding_loss count_nonzero cummin_ext
        cumsum_ext dense diag_ext dot elu_ext erf erfc erfinv exp exp2 expm1 flatten_ext floor fold_ext frac_ext gcd
        greater hardshrink hardsigmoid hardswish histc_ext index_select_ext inplace_addr inplace_elu
        inplace_hardtanh inplace_sigmoid inplace_threshold isinf isneginf_ext kthvalue l1_loss_ext leaky_relu_ext
        less_equal linalg_qr log log10_ext log1p log2_ext log_softmax_ext logaddexp2 logaddexp_ext logsumexp_ext
        masked_select matmul_ext max_unpool2d_ext maximum minimum mish_ext mm_ext mse_loss_ext mv
        nan_to_num narrow_view neg npu_gelu outer_ext prelu prod_ext roll rsqrt select_ext_view selu_ext sigmoid
        sign silu sin sinc sinh soft_margin_loss softplus_ext softshrink sort_ext square stack_ext sum_ext
        t_ext take tan tanh tile topk_ext trace_ext transpose_ext_view transpose_view triangular_solve tril_ext triu
        trunc unfold_ext vdot
    """,
    "ops.functional_overload": """
        add addcdiv any bitwise_not clamp clip conv1d conv3d div empty empty_like eq floor_divide fmod ge gelu
        greater_equal imag index_add kthvalue lerp less lt max min mul nansum pixel_shuffle real remainder
        repeat_interleave sub where xlogy
    """,
}
