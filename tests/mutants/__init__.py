"""Tests of the tests: does breaking a line of a rule or a deed make some test fail?

A mutant is a module with one small change inside a function. From each target file thirty are
drawn by a seed; each is put into a forked process, and the tests of the folder that mirrors the
target run there until the first fails. A mutant on which none fails has survived, and is named.

What stands outside functions is left out: constants and tables are read when a module is imported,
and other modules keep what they took from it. So are the words of messages, annotations,
docstrings and what is logged.

Taken is none of the two tools that Python has. mutmut 3 also forks; but it tries every mutant, not
a sample of each file, leaves out functions with decorators, and stops by the wall clock what runs
too long. cosmic-ray writes each mutant to the file and starts the tests as a command anew, which
takes seconds each where an application and a migrated database are made. Here a process has
imported everything and migrated its database once, before it forks.
"""
