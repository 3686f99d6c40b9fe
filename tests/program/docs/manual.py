#!/usr/bin/env python3
"""The manual page's OPTIONS are those that the program makes from its table, --help shows the same ones, and the
page has every command and every exit status. Usage: manual.py [--update] PROGRAM; --update writes the page.
"""
import difflib
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[3]
arguments = [a for a in sys.argv[1:] if a != "--update"]
program = pathlib.Path(arguments[0]).resolve()
path = root / "docs/whydenied.1"
page = path.read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\.It Cm (\w+)", page.partition(".Ss Commands")[2].partition(".Sh ")[0], re.M)


def said(*words):
    return subprocess.run([program, *words], capture_output=True, text=True, check=True).stdout


def section(text):
    """Where the made part of the page begins and ends: what stands before the first heading is written by hand."""
    begin = text.index("\n.Ss ", text.index(".Sh OPTIONS")) + 1
    return begin, text.index("\n.Sh ", begin) + 1


def heads(text):
    """Option -> (letter, takes a value)."""
    return {name: (letter or None, bool(value))
            for letter, name, value in re.findall(r"^\.It (?:Fl (\w) , )?Fl -(\S+)( Ar \w+)?$", text, re.M)}


def in_help(command):
    text = said(command, "--help")
    return {name: (letter or None, bool(value))
            for letter, name, value in re.findall(r"^  (?:-(\w),|   ) --([a-z-]+)(=?)", text, re.M)}


def main():
    problems = []
    made = said("help", "--manual")
    begin, end = section(page)
    if "--update" in sys.argv:
        path.write_text(page[:begin] + made + page[end:], encoding="utf-8")
    elif page[begin:end] != made:
        lines = difflib.unified_diff(page[begin:end].splitlines(), made.splitlines(), "docs/whydenied.1", "made", lineterm="")
        problems.append("OPTIONS of docs/whydenied.1 are old: tests/program/docs/manual.py --update PROGRAM\n" + "\n".join(list(lines)[:40]))
    helped = {}
    for command in COMMANDS:
        helped |= in_help(command)
    if helped != heads(made):
        problems.append(f"--help and the page differ: {sorted(helped.items() ^ heads(made).items())}")
    usage = said("--help")
    commands = re.findall(r"^  whydenied \[?(\w+)", usage.partition("Examples:")[0], re.M)
    if commands != COMMANDS:
        problems.append(f"commands: the page has {COMMANDS}, the program {commands}")
    exits = re.findall(r"^\.It (\d.*)$", page.partition(".Sh EXIT STATUS")[2].partition("\n.Sh ")[0], re.M)
    told = re.sub(r"\s+", " ", usage.partition("Exit: ")[2])
    if [e.replace(" , ", ", ") for e in exits] != re.findall(r"(?:^|; )([\d, ]*\d) ", told):
        problems.append(f"exit statuses: the page has {exits}, the program: {told}")
    checked = len(helped) + len(commands) + len(exits)
    print("\n".join(f"FAILED {p}" for p in problems) or f"{checked} passed, 0 failed")
    return bool(problems) or len(helped) < 30


sys.exit(main())
