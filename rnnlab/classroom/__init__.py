"""The lecturer's two commands: the student's edition of the lectures, and the scorer of what comes back.

Nothing is imported here: `python -m rnnlab.classroom.student` and `python -m rnnlab.classroom.score` are the doors.

student, edition
    the student's edition: the command, and a lecture without outputs and solutions
score, rows
    the scorer: the command, and its table
trial, run, room, limits
    one notebook scored: the whole; the worker; its folder and environment; its time and memory
originals
    the students' notebooks, put back when one was changed
"""
