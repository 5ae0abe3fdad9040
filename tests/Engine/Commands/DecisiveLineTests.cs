using Sluice.Engine.Commands;

namespace Sluice.Tests.Engine.Commands;

/// <summary>Which line of a log says why.</summary>
public sealed class DecisiveLineTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("\n  \n---\n", "")]
    [InlineData("step 1\nit broke\n", "it broke")]
    [InlineData(
        "Traceback (most recent call last):\n  File \"a.py\", line 3, in <module>\n    f(1)\nValueError: bad n\n",
        "ValueError: bad n"
    )]
    [InlineData(
        "Exception in thread \"main\" java.lang.IllegalStateException: no model\n\tat A.f(A.java:3)\n\tat A.main(A.java:1)\n\t... 3 more\n",
        "Exception in thread \"main\" java.lang.IllegalStateException: no model"
    )]
    [InlineData(
        "/a.js:1\nthrow new Error('x')\n^\n\nError: no such model\n    at f (/a.js:1:7)\n\nNode.js v22.1.0\n",
        "Error: no such model"
    )]
    [InlineData(
        "thread 'main' panicked at src/main.rs:2:5:\nindex out of bounds\nnote: run with `RUST_BACKTRACE=1` environment variable\n",
        "thread 'main' panicked at src/main.rs:2:5:"
    )]
    [InlineData(
        "\u001b[31mRuntimeError: CUDA out of memory\u001b[0m\n",
        "RuntimeError: CUDA out of memory"
    )]
    [InlineData(" 10%|#   | 1/10\r 20%|##  | 2/10\rKilled\nsaving logs\n", "Killed")]
    public void Is_the_last_that_speaks_of_an_error_else_the_last_that_says_anything(
        string log,
        string line
    ) => Assert.Equal(line, DecisiveLine.Of(log));

    [Fact]
    public void A_line_of_a_megabyte_is_cut() =>
        Assert.Equal(200, DecisiveLine.Of(new string('x', 1 << 20)).Length);
}
