"""The weights of a BERT in an ONNX file, read and changed. Door to onnx.

In the file a weight `w` of the layers is three arrays, as onnxruntime's dynamic quantisation writes them: `w_quantized`
(int8, shape (inputs, outputs)), and `w_scale` and `w_zero_point`, one number, or one a column.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["HIDDEN", "Array", "adapt", "unpack"]

Array = NDArray[np.float32]
HIDDEN = "hidden"  # the output that `adapt` adds: what the last layer gives, shape (1, tokens, width)
LARGEST = 127  # of int8
LAST = "layer.11/output/LayerNorm"  # where that comes from


def adapt(model: bytes, parts: Mapping[str, Array]) -> bytes:
    """The model with low-rank changes put into its weights, which are quantised anew, and with the output `HIDDEN`.

    Args:
        model: the ONNX file.
        parts: for some weights `w.A`, shape (rank, inputs), and `w.B`, shape (outputs, rank): w becomes w + (B A)^T.
    """
    import onnx
    from onnx.numpy_helper import from_array, to_array

    whole = onnx.load_model_from_string(model)
    held = {one.name: one for one in whole.graph.initializer}
    for name in (part.removesuffix(".A") for part in parts if part.endswith(".A")):
        places = [held[f"{name}_{kind}"] for kind in ("quantized", "zero_point", "scale")]
        weight = _number(*map(to_array, places)) + (parts[f"{name}.B"] @ parts[f"{name}.A"]).T
        step = np.abs(weight).max(axis=0) / LARGEST
        anew = (np.rint(weight / step).astype(np.int8), np.zeros(len(step), np.int8), step.astype(np.float32))
        for place, values in zip(places, anew, strict=True):
            place.CopyFrom(from_array(values, place.name))
    last = [node for node in whole.graph.node if LAST in node.name][-1]
    whole.graph.node.append(onnx.helper.make_node("Identity", [last.output[0]], [HIDDEN]))
    whole.graph.output.append(onnx.helper.make_tensor_value_info(HIDDEN, onnx.TensorProto.FLOAT, None))
    changed: bytes = whole.SerializeToString()
    return changed


def unpack(model: bytes) -> tuple[dict[str, Array], dict[tuple[int, str], str]]:
    """The weights as numbers, each under the name it had before the quantisation; linear ones (outputs, inputs).

    The second mapping tells, by layer and part ("attention.self.query"), which name a weight has in the file.
    """
    import onnx
    from onnx.numpy_helper import to_array

    graph = onnx.load_model_from_string(model).graph
    held = {one.name: to_array(one) for one in graph.initializer}
    bare = {name.removeprefix("bert."): array for name, array in held.items()}
    weights = {name: array for name, array in bare.items() if array.dtype == np.float32 and "::" not in name}
    for name in [one.removesuffix("_quantized") for one in bare if one.endswith(".weight_quantized")]:
        weight = _number(*(bare[f"{name}_{kind}"] for kind in ("quantized", "zero_point", "scale")))
        weights[name] = weight if name.startswith("embeddings.") else weight.T
    names = {}
    for node in (one for one in graph.node if one.op_type == "MatMulInteger" and "/encoder/layer." in one.name):
        layer, part = node.name.removesuffix("/MatMul_quant").split("/layer.")[1].replace("/", ".").split(".", 1)
        name = node.input[1].removesuffix("_quantized")
        weight = _number(*(held[f"{name}_{kind}"] for kind in ("quantized", "zero_point", "scale")))
        weights[f"encoder.layer.{layer}.{part}.weight"] = weight.T
        names[int(layer), part] = name
    return weights, names


def _number(whole: Array, zero: Array, scale: Array) -> Array:
    return (whole.astype(np.float32) - zero.astype(np.float32)) * scale
