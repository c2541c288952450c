# ruff: noqa: E501
"""Arguments that are wrong, or just right."""

CASES = """
ops.mean(x,(0,0)) | x=f4(3,4)
ops.amax(x,(0,0)) | x=f4(3,4)
ops.prod(x,(0,0)) | x=f4(3,4)
x.sum((1,1)) | x=f4(3,4)
ops.var(x,(0,0)) | x=f4(3,4)
ops.all(x>0,(0,0)) | x=f4(3,4)
x @ x | x=f4(3,4)
ops.mm(x,x) | x=f4(3,4)
ops.bmm(x[None],x[None]) | x=f4(3,4)
ops.dot(x,x) | x=f4(3,4)
ops.outer(x,x) | x=f4(3,4)
ops.mv(x,x) | x=f4(3,4)
ops.addmm(x,x,x) | x=f4(3,4)
ops.unique_consecutive(Tensor([1,1,2]),True,True) |
ops.unique_consecutive(Tensor([1,1,2]),True) |
ops.unique_consecutive(Tensor([1,1,2]),False,True) |
ops.xlogy(Tensor([0.,0.,0.]),Tensor([0.,1.,-1.])) |
ops.xdivy(Tensor([0.,0.,0.]),Tensor([0.,1.,-1.])) |
ops.clip_by_norm(x, 1.0) | x=f4(3,4)
ops.clip_by_norm(Tensor([0.3,0.4]), 1.0) |
ops.clip_by_norm(x, 1.0, norm_type=float('inf')) | x=f4(3,4)
x.view(ms.int32) | x=f4(3,4)
Tensor([1,2]) ** -1 |
Tensor([1,2,-3]) ** Tensor([-1,2,3]) |
ops.bincount(Tensor([1,1,3]), Tensor([0.5,0.5,1.])) |
ops.norm(x, 2) | x=f4(3,4)
ops.norm(x, 3) | x=f4(3,4)
x.flatten(1) | x=f4(3,4)
ops.histc(x, 5) | x=f4(3,4)
ops.clip_by_global_norm([x], 1.0) | x=f4(3,4)
ops.clip_by_global_norm(x, 1.0) | x=f4(3,4)
ops.real(x) | x=f4(3,4)
ops.diag(Tensor([1,2])) |
x.masked_fill(x>3, 5) | x=f4(3,4)
xi.masked_fill(xi>3, 5) | xi=i4(3,4)
x.astype(ms.float16).masked_fill(x>3, -1e9) | x=f4(3,4)
x.masked_fill(x>3, Tensor(5)) | x=f4(3,4)
x.masked_fill(x>3, Tensor(5.)) | x=f4(3,4)
x.masked_fill(x>3, np.float32(5)) | x=f4(3,4)
x.masked_fill(x>3, True) | x=f4(3,4)
x.astype(ms.float16).masked_fill(x>3, Tensor(5.)) | x=f4(3,4)
x.masked_fill(x>3, Tensor([5.])) | x=f4(3,4)
x.tile(2,2) | x=f4(3,4)
x.expand_dims(axis=0).shape | x=f4(3,4)
x.squeeze(5) | x=f4(3,4)
Tensor(1.).squeeze(0) |
Tensor(1.).expand_dims(0).shape |
Tensor(1.).sum(0) |
Tensor(1.).max(0) |
Tensor(1.)[None].shape |
x.sum(axis=None) | x=f4(3,4)
x.mean(axis=()) | x=f4(3,4)
ops.sum(x, dim=None, keepdim=True).shape | x=f4(3,4)
x.swapaxes(axis0=0,axis1=1).shape | x=f4(3,4)
x.swapaxes(0.,1) | x=f4(3,4)
x.view(3,-1) | x=f4(3,4)
x.view(-1,-1) | x=f4(3,4)
x.reshape(0) | x=f4(3,4)
x.reshape(2.0,6) | x=f4(3,4)
x.reshape("a") | x=f4(3,4)
x.reshape(None) | x=f4(3,4)
x.transpose(0) | x=f4(3,4)
x.transpose(0,1,2) | x=f4(3,4)
x.transpose(None) | x=f4(3,4)
x.transpose("a") | x=f4(3,4)
x.expand_dims(1.5) | x=f4(3,4)
x.expand_dims("a") | x=f4(3,4)
x.split("a") | x=f4(3,4)
x.astype("foo") | x=f4(3,4)
x.astype(None) | x=f4(3,4)
x.astype([1]) | x=f4(3,4)
ops.cast(x, None) | x=f4(3,4)
ops.concat([x, x], 1.5) | x=f4(3,4)
ops.concat(["a"]) |
ops.stack([]) |
ops.stack(1) |
ops.tile(x, (1.5,)) | x=f4(3,4)
ops.tile(x, (-1,1)) | x=f4(3,4)
ops.arange("a") |
ops.zeros("a") |
ops.zeros(None) |
ops.zeros(2.0) |
ops.ones((2,"a")) |
ops.full("a",1) |
ops.full((2,),"a") |
ops.eye(2.5) |
ops.eye(-1) |
ops.linspace(0,1,2.5) |
ops.topk(x,"a") | x=f4(3,4)
ops.topk(x,-1) | x=f4(3,4)
ops.argmax(x,1.5) | x=f4(3,4)
ops.argmax(x,"a") | x=f4(3,4)
ops.cumsum(x,"a") | x=f4(3,4)
ops.sum("a") |
ops.sum(None) |
ops.mean(x,"a") | x=f4(3,4)
ops.max(x,"a") | x=f4(3,4)
ops.exp("a") |
ops.exp(None) |
ops.mul(x,"a") | x=f4(3,4)
ops.mul(x,None) | x=f4(3,4)
ops.matmul(x,None) | x=f4(3,4)
ops.gather(x,[0],0) | x=f4(3,4)
ops.gather(x,Tensor([0]),5) | x=f4(3,4)
ops.gather(x,Tensor([0]),"a") | x=f4(3,4)
ops.where(1,x,x) | x=f4(3,4)
ops.where([True],x,x) | x=f4(3,4)
ops.where(x,x,x) | x=f4(3,4)
ops.select(True,x,x) | x=f4(3,4)
ops.masked_select(x,x) | x=f4(3,4)
ops.masked_select(x,[True]) | x=f4(3,4)
ops.nonzero(1) |
ops.sort(x,5) | x=f4(3,4)
ops.sort(x,descending=1) | x=f4(3,4)
ops.sort(x,"a") | x=f4(3,4)
ops.tril(Tensor([1.])) |
ops.tril(x,1.5) | x=f4(3,4)
ops.flip(x,0) | x=f4(3,4)
ops.flip(x,(5,)) | x=f4(3,4)
ops.clamp(x,"a",1) | x=f4(3,4)
ops.clip_by_value(x,None,None) | x=f4(3,4)
ops.pow(x,"a") | x=f4(3,4)

ops.norm(x,dim=5) | x=f4(3,4)
ops.var(x,"a") | x=f4(3,4)
ops.std(x,5) | x=f4(3,4)
ops.broadcast_to(x,3) | x=f4(3,4)
ops.expand_dims(x,None) | x=f4(3,4)
ops.squeeze(x,1.5) | x=f4(3,4)
ops.one_hot(x,3) | x=f4(3,4)
ops.one_hot(xi,"a") | xi=i4(3,4)
ops.one_hot(xi,-1) | xi=i4(3,4)
ops.one_hot(xi,2.5) | xi=i4(3,4)
ops.meshgrid(x,x) | x=f4(3,4)
ops.meshgrid(Tensor([1.]),indexing='a') |
ops.isnan("a") |
ops.logical_and(x,x) | x=f4(3,4)
ops.bitwise_and(x,x) | x=f4(3,4)
ops.split(x,1.5) | x=f4(3,4)
ops.chunk(x,0) | x=f4(3,4)
ops.chunk(x,1.5) | x=f4(3,4)
ops.unbind(x,5) | x=f4(3,4)
ops.stack((x,),1.5) | x=f4(3,4)
ops.repeat_interleave(x,-1) | x=f4(3,4)
ops.repeat_interleave(x,1.5) | x=f4(3,4)
ops.repeat_interleave(x,2,5) | x=f4(3,4)
ops.transpose(x,1) | x=f4(3,4)
ops.transpose(x,None) | x=f4(3,4)
ops.reshape(x,None) | x=f4(3,4)
ops.reshape(x,(2.5,3)) | x=f4(3,4)
ops.flatten(x,start_dim=5) | x=f4(3,4)
ops.flatten(x,start_dim=1.5) | x=f4(3,4)
ops.flatten(x,order='A') | x=f4(3,4)
ops.gather_elements(x,0,x) | x=f4(3,4)
ops.gather_elements(x,0,xi[0]) | x=f4(3,4) xi=i4(3,4)
ops.index_select(x,0,x) | x=f4(3,4)
ops.einsum(1,x) | x=f4(3,4)
x+"a" | x=f4(3,4)
x+None | x=f4(3,4)
x*None | x=f4(3,4)
x<None | x=f4(3,4)
x<"a" | x=f4(3,4)
x@None | x=f4(3,4)
x**None | x=f4(3,4)
-x | x=f4(3,4)
"a"+x | x=f4(3,4)
None+x | x=f4(3,4)
x and 1 | x=f4(3,4)
"""
