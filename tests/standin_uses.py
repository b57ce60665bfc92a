"""What scripts do with a package that they import: each must go well with a stand-in in its place."""

from __future__ import annotations

USES = [
    """
    import nosuch
    """,
    """
    import nosuch.deep.inside as inside
    inside.run()
    """,
    """
    from nosuch.deep import one, two
    one(two)
    """,
    """
    from nosuch import *
    something()
    class Other(Thing): pass
    Other(3).go()
    """,
    """
    import nosuch
    class Net(nosuch.nn.Module):
        def __init__(self):
            super().__init__()
    Net().train()
    """,
    """
    import abc, nosuch
    class Net(nosuch.Module, nosuch.Other, abc.ABC): pass
    Net.load('x')
    """,
    """
    import nosuch
    class Row(nosuch.Model, table=True):
        x: int = nosuch.Field(3)
    assert Row(x=4).x == 4
    """,
    """
    import nosuch
    @nosuch.jit
    def f(): return 1
    assert f() == 1
    """,
    """
    import nosuch
    @nosuch.jit(fast=True)
    def f(): return 1
    assert f() == 1
    """,
    """
    import nosuch
    @nosuch.route('/x', methods=['GET'])
    def f(): return 1
    assert f() == 1
    """,
    """
    import nosuch
    @nosuch.define
    class C: x = 1
    assert C().x == 1
    """,
    """
    import nosuch
    with nosuch.open('x') as file:
        for line in file: line.strip().split()
    """,
    """
    import nosuch
    a, b = nosuch.shape
    for key, value in nosuch.items(): key.x, value + "a"
    max(nosuch.sizes), sorted(nosuch.names)[0], ", ".join(nosuch.names)
    """,
    """
    import nosuch
    try:
        raise ValueError
    except (nosuch.NoReply, ValueError):
        pass
    """,
    """
    import nosuch
    try:
        raise ValueError
    except nosuch.exceptions.RequestException:
        pass
    except ValueError:
        pass
    """,
    """
    import nosuch
    class Oops(nosuch.HTTPError): pass
    try:
        raise Oops('x')
    except Exception as error:
        assert error.args
    """,
    """
    import nosuch
    assert nosuch.__version__ >= '2.1' and int(nosuch.__version__.split('.')[0]) > 2
    """,
    """
    import nosuch
    x = (nosuch.a + 1) * -nosuch.b / 2 ** nosuch.c
    while x < 5: pass
    assert not isinstance(3, nosuch.T)
    """,
    """
    import typing, nosuch
    def f(x: typing.Optional[nosuch.T], y: 'nosuch.U', *z: typing.List[nosuch.V]) -> nosuch.W: ...
    """,
    """
    import nosuch
    nosuch.options['x'] = 3
    nosuch.thing.flag = True
    del nosuch.options['x']
    str(nosuch), repr(nosuch.a)
    """,
    """
    import sys
    try:
        import nosuch
    except ImportError:
        sys.exit('first do: pip install nosuch')
    """,
    """
    import sys
    try:
        import nosuch
    except ImportError:
        nosuch = None
    if nosuch is None:
        sys.exit(1)
    """,
    """
    import sys
    try:
        import nosuch
    except ImportError as error:
        raise RuntimeError('install it') from error
    """,
    """
    import nosuch, asyncio
    async def f():
        async with nosuch.session() as s:
            await s.get()
    asyncio.run(f())
    """,
    """
    from nosuch.enums import StrEnum
    class C(StrEnum):
        RED = 'red'
    assert C('red').value == 'red'
    """,
    """
    import nosuch, pydantic, typing
    class Row(pydantic.BaseModel):
        session: nosuch.Session
        other: typing.Optional[nosuch.Other] = None
    assert Row(session=3).other is None
    """,
]
