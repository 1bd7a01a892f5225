"""The lecturer's commands: the student's edition of the lectures, the scorer of what comes back, an nbgrader course.

Nothing is imported here: `python -m rnnlab.classroom.student`, `.score` and `.release` are the doors.

student, edition
    the student's edition: the command, and a lecture without outputs and solutions
release, assignment
    the nbgrader course: the command, and a lecture as the source of an assignment
referee, restorer
    steps of nbgrader's grading, named in the course's configuration: a notebook run and looked at, and made whole
folder
    the lectures read, and a folder of files made from them
score, rows
    the scorer: the command, and its table
trial, run, room, limits
    one notebook scored: the whole; the worker; its folder and environment; its time and memory
originals
    the students' notebooks, put back when one was changed
"""
