using System.Text;
using Sluice.Workers.Evaluation.Adoption;

namespace Sluice.Tests.Workers.Evaluation;

/// <summary>Of a file that several programs have appended to at once, every whole row is taken and nothing else.</summary>
public sealed class ProgressRowsTests
{
    private const string Header =
        "timestamp,model_size,revision,layer,task,status,elapsed_sec,output_dir,error\n";
    private const string A = "2026-01-15 10:00:00,410m,step0,20,STS12,ok,3.1,/x/a,";
    private const string B = "2026-01-15T10:00:01Z,410m,step1,21,SICK-R,failed,0.5,/x/b,boom";

    [Theory]
    [InlineData("", 0)]
    [InlineData(Header, 0)]
    [InlineData(Header + A + "\n" + B + "\n", 2)]
    [InlineData(A + "\n" + B, 2)]
    [InlineData("\uFEFF" + Header + A + "\r\n\r\n" + B + "\r\n", 2)]
    [InlineData(Header + A + "\n" + Header + B + "\n" + Header, 2)]
    // No line break between header and row, row and header, row and row.
    [InlineData(
        "timestamp,model_size,revision,layer,task,status,elapsed_sec,output_dir,error" + A,
        1
    )]
    [InlineData(Header + A + Header + B + "\n", 2)]
    [InlineData(Header + A + B + "\n", 2)]
    [InlineData(Header + A + A + B + "\n" + A + "\n", 4)]
    [InlineData(Header + A + "\n\0\0\0\0" + B + "\n\0\0", 2)]
    [InlineData(Header + A + "\0\0\0" + B, 2)]
    [InlineData(
        Header
            + "2026-01-15 10:00:00,410m,step0,20,STS12,failed,3.1,/x,\"a, \"\"b\"\"\nTraceback\n\"\n"
            + A,
        2
    )]
    [InlineData(Header + "2026-01-15 10:00:00,m,s,20,T,failed,3,/x,CUDA error: memory, tried\n", 1)]
    [InlineData(
        "task,status,layer,revision,timestamp,model_size,elapsed_sec,output_dir,error,host\nT,ok,3,s,2026-01-15 10:00:00,m,1,/x,,h\n",
        1
    )]
    public void Whole_rows_are_taken(string text, int rows)
    {
        var read = Read(text);
        Assert.Empty(read.Torn);
        Assert.Equal(rows, read.Whole.Count);
        Assert.All(read.Whole, row => Assert.Equal(9, row.Length));
        Assert.All(read.Whole, row => Assert.StartsWith("2026-01-15", row[0]));
    }

    [Theory]
    [InlineData(
        "2026-01-15 10:00:01,410m,step0,20,ST2026-01-15 10:00:01,410m,step1,20,SICK-R,ok,3.1,/x,"
    )]
    [InlineData("2026-01-15 10:00:01,410m,st")]
    [InlineData("p1,20,SICK-R,ok,3.1,/x,")]
    [InlineData("2026-01-15 10:02026-01-15 10:00:01,410m,410m,step0,step1,20,STS12,ok,ok,3.1,/x,")]
    [InlineData("2026-01-15 10:00:01,410m,step0,20,STS12,o")]
    [InlineData("2026-01-15 10:00:01,410m,step0,20,STS12,ok,3.1")]
    [InlineData("2026-01-15 10:00:01,410m,step0,20,STS12,failed,3.1,/x,\"it was never")]
    [InlineData("timestamp,model_size,revi")]
    [InlineData("#!/bin/sh")]
    public void Torn_lines_are_none_and_cost_no_other(string torn)
    {
        var read = Read($"{Header}{A}\n{torn}\n{B}\n");
        Assert.Equal([torn], read.Torn);
        Assert.Equal([A, B], read.Whole.Select(row => string.Join(',', row)));
    }

    [Fact]
    public void Before_what_was_torn_whole_rows_without_a_line_break_are_taken()
    {
        var read = Read($"{Header}{A}2026-01-15 10:00:09,410m,st\n{B}");
        Assert.Equal(2, read.Whole.Count);
        Assert.Equal(["2026-01-15 10:00:09,410m,st"], read.Torn);
    }

    [Fact]
    public void Cut_anywhere_all_rows_before_are_taken()
    {
        var text = $"{Header}{A}\n{B}\n{A}\n";
        for (var length = Header.Length; length <= text.Length; length++)
        {
            var rows = text[..length].Count(c => c == '\n') - 1;
            Assert.InRange(Read(text[..length]).Whole.Count, rows, rows + 1);
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_do_no_harm()
    {
        byte[] text =
        [
            .. Encoding.UTF8.GetBytes($"{Header}{A}\n"),
            0xFF,
            0xFE,
            0xC3,
            .. Encoding.UTF8.GetBytes($"\n{B}"),
            0xE9,
        ];
        var read = ProgressRows.Read(text);
        Assert.Equal(2, read.Whole.Count);
        Assert.Single(read.Torn);
    }

    private static ProgressRows Read(string text) =>
        ProgressRows.Read(Encoding.UTF8.GetBytes(text));
}
