#!/usr/bin/env python3
"""The manual page and --help say the same: every option with its letter and whether it takes a value, and
under a heading whose "Of" line names the commands that take it, unless the entry ends in "NAME only".
Also every command and every exit status. Usage: manual.py PROGRAM
"""
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[3]
program = pathlib.Path(sys.argv[1]).resolve()
page = (root / "docs/whydenied.1").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\.It Cm (\w+)", page.partition(".Ss Commands")[2].partition(".Sh ")[0], re.M)


def words(macro):
    return {w for w in macro.split() if w not in (",", ".", ":", "Cm")}


def said_by_page():
    """Option -> (letter, takes a value, commands)."""
    found = {}
    options = page.partition(".Sh OPTIONS")[2].partition("\n.Sh ")[0]
    for part in options.split("\n.Ss ")[1:]:
        of = words(re.search(r"^Of\n\.Cm (.*)$", part, re.M).group(1))
        for entry in re.split(r"^\.It ", part, flags=re.M)[1:]:
            head, _, body = entry.partition("\n")
            body = body.split("\n.El")[0]
            only = re.search(r"\.Cm (\w+)\nonly\.$", body.strip())
            commands = {only.group(1)} if only else of
            letter = None
            for flag, value in re.findall(r"Fl (\S+)((?: Ar \w+)?)", head):
                if flag.startswith("-"):
                    found[flag[1:]] = (letter, bool(value), commands)
                else:
                    letter = flag
    return found


def said_by_program():
    found = {}
    for command in COMMANDS:
        text = subprocess.run([program, command, "--help"], capture_output=True, text=True, check=True).stdout
        for letter, name, value in re.findall(r"^  (?:-(\w),|   ) --([a-z-]+)(=?)", text, re.M):
            commands = found.get(name, (None, None, set()))[2]
            found[name] = (letter or None, bool(value), commands | {command})
    return found


def main():
    problems = []
    page_says, program_says = said_by_page(), said_by_program()
    for name in sorted(page_says.keys() | program_says.keys()):
        if page_says.get(name) != program_says.get(name):
            problems.append(f"--{name}: the page says {page_says.get(name)}, the program {program_says.get(name)}")
    usage = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^  whydenied \[?(\w+)", usage.partition("Examples:")[0], re.M)
    if commands != COMMANDS:
        problems.append(f"commands: the page has {COMMANDS}, the program {commands}")
    exits = re.findall(r"^\.It (\d.*)$", page.partition(".Sh EXIT STATUS")[2].partition("\n.Sh ")[0], re.M)
    told = re.sub(r"\s+", " ", usage.partition("Exit: ")[2])
    if [e.replace(" , ", ", ") for e in exits] != re.findall(r"(?:^|; )([\d, ]*\d) ", told):
        problems.append(f"exit statuses: the page has {exits}, the program: {told}")
    checked = len(program_says) + len(commands) + len(exits)
    print("\n".join(f"FAILED {p}" for p in problems) or f"{checked} passed, 0 failed")
    return bool(problems) or len(program_says) < 30


sys.exit(main())
