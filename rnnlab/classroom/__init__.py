"""The lecturer's two commands: the student's edition of the lectures, and the scorer of what comes back.

Nothing is imported here: `python -m rnnlab.classroom.student` and `python -m rnnlab.classroom.score` are the doors.

edition: a lecture without outputs and solutions
limits: a watchdog over time and memory
originals: the students' notebooks, put back when one was changed
room: a folder and an environment for one notebook alone
rows: the table's rows, one for each student and exercise
run: the worker that runs the cells of one notebook
score: the command that scores a folder
student: the command that makes the student's edition
trial: one notebook run in its room, and its checks read
"""
