var late = [track('l1'), track('l2')];
late[0].frozen = frozen;
frozen[2].late = late;
track('garbage after');
frozen.splice(1, 1);
print('main');
